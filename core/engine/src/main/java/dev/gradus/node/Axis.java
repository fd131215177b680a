package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Resolves axis numbers given by the user: a negative one counts from the end. */
final class Axis {
    private Axis() {}

    static int[] all(Shape shape) {
        return IntStream.range(0, shape.rank()).toArray();
    }

    /** The axis of x, counted from the left. */
    static int of(String op, Node x, int axis) {
        Objects.requireNonNull(x, "x");
        return of(op, x::describe, x.shape().rank(), axis);
    }

    /**
     * The axis of something else that the op mentions.
     *
     * @param what its description, made only for a message: a node's is as long as its formula
     */
    static int of(String op, Supplier<String> what, int rank, int axis) {
        if (axis < -rank || axis >= rank) {
            throw new ShapeException(op + ": " + what.get() + " has no axis " + axis + ": it has rank " + rank);
        }
        return axis < 0 ? axis + rank : axis;
    }

    /** The axes of x, each marked if it is among these. Their order does not matter. */
    static boolean[] marked(String op, Node x, int... axes) {
        Objects.requireNonNull(axes, "axes");
        Objects.requireNonNull(x, "x");
        boolean[] marked = new boolean[x.shape().rank()];
        for (int axis : axes) {
            int fromLeft = of(op, x, axis);
            if (marked[fromLeft]) {
                throw new ShapeException(
                        op + ": axis " + axis + " of " + x.describe() + " is given twice in " + Arrays.toString(axes));
            }
            marked[fromLeft] = true;
        }
        return marked;
    }

    /** An axis in messages: its name, or else its number. */
    static String text(Shape shape, int axis) {
        return shape.name(axis).isEmpty() ? String.valueOf(axis) : shape.name(axis);
    }
}
