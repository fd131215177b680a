package dev.gradus.node;

/**
 * Functions of all elements up to each index of an axis, itself included. To begin at the end, flip x and the result.
 *
 * <p>Axes may be negative everywhere, and then count from the end.
 */
public final class Scans {
    private Scans() {}

    /** The sums up to each element along an axis, itself included. See {@link CumulativeSum}. */
    public static Node cumulativeSum(Node x, int axis) {
        return x.cumulativeSum(axis);
    }

    /** The same without the element itself, or from the end. See {@link CumulativeSum}. */
    public static Node cumulativeSum(Node x, int axis, boolean exclusive, boolean reverse) {
        return x.cumulativeSum(axis, exclusive, reverse);
    }

    /**
     * Π_{j≤i} x_j. See {@link CumulativeProduct}.
     *
     * @throws ShapeException if x has no such axis
     */
    public static Node cumulativeProd(Node x, int axis) {
        return new CumulativeProduct(x, axis);
    }

    /**
     * The greatest element so far, whose gradient goes to the first place at which it stood. See {@link
     * CumulativeArgMax}.
     *
     * @throws ShapeException if x has no such axis
     */
    public static Node cumulativeMax(Node x, int axis) {
        return x.takeAlongAxis(new CumulativeArgMax(x, axis), axis);
    }

    /**
     * The least element so far, whose gradient goes to the first place at which it stood.
     *
     * @throws ShapeException if x has no such axis
     */
    public static Node cumulativeMin(Node x, int axis) {
        return x.takeAlongAxis(new CumulativeArgMax(x.negate(), axis), axis);
    }

    /**
     * ln Σ_{j≤i} e^(x_j). See {@link CumulativeLogSumExp}.
     *
     * @throws ShapeException if x has no such axis
     */
    public static Node cumulativeLogSumExp(Node x, int axis) {
        return new CumulativeLogSumExp(x, axis);
    }

    /**
     * s_i = a_i s_{i−1} + b_i, beginning with s_0 = b_0. See {@link LinearRecurrence}.
     *
     * @throws ShapeException if a has no such axis, or a and b differ in shape
     */
    public static Node linearRecurrence(Node a, Node b, int axis) {
        return new LinearRecurrence(a, b, axis, false);
    }
}
