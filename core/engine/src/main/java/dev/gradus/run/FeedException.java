package dev.gradus.run;

import java.util.List;

/** Thrown if a feed does not fit its input, or if inputs were not fed. The message lists all missing feeds. */
public final class FeedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    FeedException(List<String> faults) {
        super(
                faults.size() == 1
                        ? "Feed: " + faults.get(0)
                        : "Feed: " + faults.size() + " inputs have no value:\n  " + String.join("\n  ", faults));
    }
}
