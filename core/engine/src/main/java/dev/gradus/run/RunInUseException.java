package dev.gradus.run;

/**
 * Two threads called one {@link Run} at the same time. A run belongs to one thread at a time. It may be handed over
 * between calls, as threads hand over any object. Like {@link java.util.ConcurrentModificationException}, it is thrown on
 * a best-effort basis: use it to find bugs, and do not depend on it.
 */
public final class RunInUseException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    RunInUseException(String message) {
        super(message
                + " A run belongs to one thread at a time: hand it over when no call is under way, or make a run for"
                + " each thread with Run.of(graph, parameters).");
    }
}
