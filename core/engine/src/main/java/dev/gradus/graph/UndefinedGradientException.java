package dev.gradus.graph;

/** Thrown if all paths to a node lead through ops that have no derivative there. */
public final class UndefinedGradientException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    UndefinedGradientException(String message) {
        super(message);
    }
}
