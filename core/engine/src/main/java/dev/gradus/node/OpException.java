package dev.gradus.node;

import java.util.Objects;

/**
 * A user's op threw an exception when it computed its value. The message names the op's node: its expression, shape and
 * attributes. The {@linkplain #getCause() cause} is the op's exception.
 *
 * <p>An {@link IndexValueException} names the op by itself and comes out as it is, and so does an {@link Error}.
 */
public final class OpException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /** What the op threw. */
    private final Exception thrown;

    private OpException(String message, Exception thrown) {
        super(message, thrown);
        this.thrown = thrown;
    }

    /** The exception for an exception from an op's own code. The engine's own ops name themselves. */
    public static RuntimeException of(Op op, Exception thrown) {
        Objects.requireNonNull(thrown, "thrown");
        boolean namesItsNode = op.isBuiltIn() || thrown instanceof OpException || thrown instanceof IndexValueException;
        return namesItsNode ? (RuntimeException) thrown : new OpException(message(op, thrown), thrown);
    }

    /** The same exception, which says where inside of an op that is made of a graph it happened. */
    public OpException in(String location) {
        Objects.requireNonNull(location, "location");
        return new OpException(getMessage() + " in " + location, thrown);
    }

    private static String message(Op op, Exception thrown) {
        return op.name() + ".forward: " + node(op) + " threw " + thrown;
    }

    /** The text of the node is partly the user's code too, and must not hide the op's exception. */
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
