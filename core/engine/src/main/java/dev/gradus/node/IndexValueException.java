package dev.gradus.node;

import java.util.Arrays;
import java.util.Objects;

/** Thrown when values that serve as indices or class labels are not integers or are out of range. */
public final class IndexValueException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private IndexValueException(String message) {
        super(message);
    }

    /**
     * Refuses values that are not all integers from 0 to {@code count} − 1. For the {@link Op#forward} of ops that take
     * indices.
     *
     * @param op the op that takes the indices
     * @param input which of its inputs holds them
     * @param values the values of that input
     * @param count the number of valid indices
     * @throws IndexValueException naming the input, the first invalid value and its position
     */
    public static void check(Op op, int input, double[] values, int count) {
        int wrong = firstInvalid(values, count);
        if (wrong >= 0) {
            throw new IndexValueException(message(op, op.input(input), values, wrong, count));
        }
    }

    /** Whether all values are integers from 0 to {@code count} − 1. */
    public static boolean areValid(double[] values, int count) {
        return firstInvalid(values, count) < 0;
    }

    private static String message(Op op, Node indices, double[] values, int wrong, int count) {
        int[] index = indices.shape().index(wrong);
        return op.name() + ": " + indices.describe() + " holds " + Expression.number(values[wrong])
                + (index.length == 0 ? "" : " at " + Arrays.toString(index))
                + (count == 0
                        ? ", but there is nothing to choose from"
                        : ", but must hold integers from 0 to " + (count - 1))
                + (countsFromOne(values, count)
                        ? "; they seem to count from 1, did you mean " + Expression.asReceiver(indices)
                                + ".subtract(1)?"
                        : "");
    }

    /** The position of the first value that is not an integer from 0 to count − 1, or −1. */
    private static int firstInvalid(double[] values, int count) {
        Objects.requireNonNull(values, "values");
        for (int i = 0; i < values.length; i++) {
            int index = (int) values[i];
            if (index != values[i] || index < 0 || index >= count) {
                return i;
            }
        }
        return -1;
    }

    private static boolean countsFromOne(double[] values, int count) {
        return firstInvalid(Arrays.stream(values).map(value -> value - 1).toArray(), count) < 0;
    }
}
