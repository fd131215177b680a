package dev.gradus.node;

/** Shapes that do not fit together. The message names the op, the operands with their shapes, and what clashes. */
public final class ShapeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** An exception with a message that is complete as it stands. */
    public ShapeException(String message) {
        super(message);
    }
}
