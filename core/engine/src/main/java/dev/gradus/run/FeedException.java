package dev.gradus.run;

import java.util.List;

/** An input was fed wrongly, or inputs were not fed at all; the message lists all of these. */
public final class FeedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    FeedException(List<String> faults) {
        super(
                faults.size() == 1
                        ? "Feed: " + faults.get(0)
                        : "Feed: " + faults.size() + " inputs have no value:\n  " + String.join("\n  ", faults));
    }
}
