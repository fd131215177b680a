package dev.gradus.node;

import java.util.Objects;

/**
 * Thrown when a user's op throws an exception while computing its value. The message names the node: its expression,
 * shape and attributes. The {@linkplain #getCause() cause} is the original exception.
 *
 * <p>An {@link IndexValueException}, which names the op itself, and an {@link Error} are not wrapped.
 */
public final class OpException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /** The exception that the op threw. */
    private final Exception thrown;

    private OpException(String message, Exception thrown) {
        super(message, thrown);
        this.thrown = thrown;
    }

    /**
     * The exception to throw for an exception from an op. Exceptions of built-in ops are returned unchanged, because
     * they name the op themselves.
     */
    public static RuntimeException of(Op op, Exception thrown) {
        Objects.requireNonNull(thrown, "thrown");
        boolean namesItsNode = op.isBuiltIn() || thrown instanceof OpException || thrown instanceof IndexValueException;
        return namesItsNode ? (RuntimeException) thrown : new OpException(message(op, thrown), thrown);
    }

    /** A copy that also names the location inside an op that consists of a graph. */
    public OpException in(String location) {
        Objects.requireNonNull(location, "location");
        return new OpException(getMessage() + " in " + location, thrown);
    }

    private static String message(Op op, Exception thrown) {
        return op.name() + ".forward: " + node(op) + " threw " + thrown;
    }

    /**
     * Describes the node. Its text is partly computed by the user's code, whose failure must not hide the op's
     * exception.
     */
    private static String node(Op op) {
        try {
            Record attributes = op.attributes();
            boolean none = attributes.getClass().getRecordComponents().length == 0;
            String maker = op.madeBy()
                    .map(of -> ", in the backward pass through " + of + ",")
                    .orElse("");
            return op + (none ? "" : " with " + attributes) + maker;
        } catch (RuntimeException ofItsText) {
            return "a node of shape " + op.shape();
        }
    }
}
