package dev.gradus.run;

/**
 * Thrown if a thread calls a {@link Run} during another thread's call. Like {@link
 * java.util.ConcurrentModificationException}, it is thrown on a best-effort basis: use it to find bugs, and do not
 * depend on it.
 */
public final class RunInUseException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    RunInUseException(String message) {
        super(message
                + " Only one thread at a time may use a run: wait until the call has ended, or build a run for each"
                + " thread with Run.of(graph, parameters).");
    }
}
