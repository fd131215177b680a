package dev.gradus.lift;

import dev.gradus.node.Constant;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;

/**
 * The doubles of one argument, or of one field or array that the method reads.
 *
 * @param source a {@code Double}, a {@code double[]} or a {@code double[][]}
 * @param lengths the length of each row; one row unless it is a {@code double[][]}
 * @param kind 0 for a double, 1 for an array, 2 for a matrix
 * @param offset the index of the first element among all doubles that are differentiated; −1 if these are not
 */
record Block(Source source, int[] lengths, int kind, int offset) {
    int size() {
        return Arrays.stream(lengths).sum();
    }

    boolean isDifferentiated() {
        return offset >= 0;
    }

    /** Whether a value has as many elements. */
    boolean fits(Object value) {
        return switch (kind) {
            case 0 -> value instanceof Double;
            case 1 -> value instanceof double[] array && array.length == lengths[0];
            default -> value instanceof double[][] rows && Arrays.equals(lengths, lengths(rows));
        };
    }

    static int[] lengths(double[][] rows) {
        return Arrays.stream(rows)
                .mapToInt(row -> row == null ? -1 : row.length)
                .toArray();
    }

    /** Copies the elements of a value that fits. */
    void copy(Object value, double[] to, int start) {
        if (value instanceof Double number) {
            to[start] = number;
        } else if (value instanceof double[] array) {
            System.arraycopy(array, 0, to, start, array.length);
        } else {
            int at = start;
            for (double[] row : (double[][]) value) {
                System.arraycopy(row, 0, to, at, row.length);
                at += row.length;
            }
        }
    }

    /** The elements of the value for these arguments, as a vector. */
    Constant constant(Object[] arguments) {
        double[] elements = new double[size()];
        copy(source.read(arguments), elements, 0);
        return Constant.of(Tensor.of(elements));
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
