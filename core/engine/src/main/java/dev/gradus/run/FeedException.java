package dev.gradus.run;

import java.util.List;

/** Inputs that were fed wrongly or not at all; the message lists all of them. */
public final class FeedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    FeedException(List<String> faults) {
        super(
                faults.size() == 1
                        ? "Feed: " + faults.get(0)
                        : "Feed: " + faults.size() + " inputs are wrong:\n  " + String.join("\n  ", faults));
    }
}
