package dev.gradus.graph;

/** All ways from a node to what it is to be differentiated by lead through ops that have no derivative there. */
public final class UndefinedGradientException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    UndefinedGradientException(String message) {
        super(message);
    }
}
