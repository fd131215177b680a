package dev.gradus.node;

/**
 * Cumulative functions: each element of the result depends on all elements of x up to that index along an axis. To
 * start at the end, flip x and the result.
 *
 * <p>A negative axis counts from the end.
 */
public final class Scans {
    private Scans() {}

    /** The cumulative sums along an axis. See {@link CumulativeSum}. */
    public static Node cumulativeSum(Node x, int axis) {
        return x.cumulativeSum(axis);
    }

    /**
     * The cumulative sums along an axis, optionally without the element itself or from the end. See
     * {@link CumulativeSum}.
     */
    public static Node cumulativeSum(Node x, int axis, boolean exclusive, boolean reverse) {
        return x.cumulativeSum(axis, exclusive, reverse);
    }

    /**
     * The cumulative products Π_{j≤i} x_j along an axis. See {@link CumulativeProduct}.
     *
     * @throws ShapeException if x has no such axis
     */
    public static Node cumulativeProd(Node x, int axis) {
        return new CumulativeProduct(x, axis);
    }

    /**
     * The greatest element so far along an axis. At a tie, the gradient goes to the first of the equal elements. See
     * {@link CumulativeArgMax}.
     *
     * @throws ShapeException if x has no such axis
     */
    public static Node cumulativeMax(Node x, int axis) {
        return x.takeAlongAxis(new CumulativeArgMax(x, axis), axis);
    }

    /**
     * The least element so far along an axis. At a tie, the gradient goes to the first of the equal elements.
     *
     * @throws ShapeException if x has no such axis
     */
    public static Node cumulativeMin(Node x, int axis) {
        return x.takeAlongAxis(new CumulativeArgMax(x.negate(), axis), axis);
    }

    /**
     * ln Σ_{j≤i} e^(x_j) along an axis. See {@link CumulativeLogSumExp}.
     *
     * @throws ShapeException if x has no such axis
     */
    public static Node cumulativeLogSumExp(Node x, int axis) {
        return new CumulativeLogSumExp(x, axis);
    }

    /**
     * s_i = a_i s_{i−1} + b_i along an axis, starting with s_0 = b_0. See {@link LinearRecurrence}.
     *
     * @throws ShapeException if a has no such axis, or a and b differ in shape
     */
    public static Node linearRecurrence(Node a, Node b, int axis) {
        return new LinearRecurrence(a, b, axis, false);
    }
}
