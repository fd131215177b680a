package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Resolves axis numbers given by the user; negative numbers count from the end. */
final class Axis {
    private Axis() {}

    /** All axes of x. */
    static int[] all(Node x) {
        return IntStream.range(0, Objects.requireNonNull(x, "x").shape().rank()).toArray();
    }

    /** The axis of x, counted from the left. */
    static int of(String op, Node x, int axis) {
        Objects.requireNonNull(x, "x");
        return of(op, x::describe, x.shape().rank(), axis);
    }

    /**
     * The axis, counted from the left, of an array of this rank.
     *
     * @param what describes the array in messages; a supplier because the description of a node is as long as its
     *     formula
     */
    static int of(String op, Supplier<String> what, int rank, int axis) {
        if (axis < -rank || axis >= rank) {
            throw new ShapeException(op + ": " + what.get() + " has no axis " + axis + ": it has rank " + rank);
        }
        return axis < 0 ? axis + rank : axis;
    }

    /** For each axis of x, whether it is one of these. Refuses repeated axes. */
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

    /** The text for an axis in messages: its name, or its number if it has none. */
    static String text(Shape shape, int axis) {
        return shape.name(axis).isEmpty() ? String.valueOf(axis) : shape.name(axis);
    }
}
