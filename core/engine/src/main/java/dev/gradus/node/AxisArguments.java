package dev.gradus.node;

import dev.gradus.kernel.math.Axes;
import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Arguments with one number for each axis of an operand. */
final class AxisArguments {
    private AxisArguments() {}

    /** The same number for each axis. */
    static int[] all(int rank, int value) {
        int[] values = new int[rank];
        Arrays.fill(values, value);
        return values;
    }

    /** A copy of the others with this value for one axis of x. */
    static int[] with(String op, Node x, int axis, int value, int... others) {
        int[] values = others.clone();
        values[Axis.of(op, x, axis)] = value;
        return values;
    }

    /** Refuses arguments that do not have exactly one value for each axis of x. */
    static void check(String op, Node x, String what, int... values) {
        Objects.requireNonNull(x, "x");
        int rank = x.shape().rank();
        Objects.requireNonNull(values, what);
        if (values.length != rank) {
            throw new ShapeException(op + ": " + x.describe() + " has rank " + rank + " and takes one value of " + what
                    + " per axis, but got " + values.length + ": " + Arrays.toString(values));
        }
    }

    static List<Integer> list(int... values) {
        Integer[] boxed = new Integer[values.length];
        Arrays.setAll(boxed, axis -> values[axis]);
        return List.of(boxed);
    }

    /** The Java expression for an array, such as {@code new int[] {1, 2}}. */
    static String java(int... values) {
        return Arrays.stream(values).mapToObj(String::valueOf).collect(Collectors.joining(", ", "new int[] {", "}"));
    }

    /**
     * {@code count} consecutive axes from {@code first} as a Python tuple: {@code (1, 2)}, {@code (1,)}, {@code ()}.
     */
    static String python(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(", ", "(", count == 1 ? ",)" : ")"));
    }

    /**
     * The row-major indices of evenly spaced elements of an array of this shape, given a start, a step and a count for
     * each axis.
     */
    static int[] indices(Shape shape, int[] start, int[] step, Shape counts) {
        int[] strides = Axes.strides(shape.sizes());
        int first = 0;
        for (int axis = 0; axis < strides.length; axis++) {
            first += start[axis] * strides[axis];
            strides[axis] *= step[axis];
        }
        int[] indices = Axes.offsets(counts.sizes(), strides);
        for (int i = 0; i < indices.length; i++) {
            indices[i] += first;
        }
        return indices;
    }
}
