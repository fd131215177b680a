package dev.gradus.node;

/**
 * Thrown when shapes do not fit together. The message names the op, the operands with their shapes, and the conflict.
 */
public final class ShapeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** An exception with this complete message. */
    public ShapeException(String message) {
        super(message);
    }
}
