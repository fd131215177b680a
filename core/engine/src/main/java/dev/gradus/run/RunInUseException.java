package dev.gradus.run;

/**
 * Two threads called one {@link Run} at the same time. A run belongs to one thread at a time; it may be handed over while no
 * call is under way, in any way by which threads hand over objects.
 */
public final class RunInUseException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    RunInUseException(String message) {
        super(message
                + " A run belongs to one thread at a time: hand it over when no call is under way, or make a run for each"
                + " thread with Run.of(graph, parameters).");
    }
}
