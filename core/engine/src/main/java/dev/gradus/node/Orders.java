package dev.gradus.node;

import java.util.Arrays;
import java.util.Objects;

/**
 * Functions that sort elements. Sorting is stable, −0 equals +0, and NaN counts as the greatest. The gradient of each
 * element goes back to its original position.
 *
 * <p>A negative axis counts from the end.
 */
public final class Orders {
    private Orders() {}

    /**
     * Some elements of a node and their indices, integers stored as doubles.
     *
     * @param values the elements
     * @param indices their indices along the axis
     */
    public record Chosen(Node values, Node indices) {
        /** Checks that both are not null. */
        public Chosen {
            Objects.requireNonNull(values, "values");
            Objects.requireNonNull(indices, "indices");
        }
    }

    /**
     * The elements sorted along an axis.
     *
     * @param descending whether the greatest element comes first
     * @throws ShapeException if x has no such axis
     */
    public static Node sort(Node x, int axis, boolean descending) {
        return x.takeAlongAxis(argSort(x, axis, descending), axis);
    }

    /**
     * The indices that sort x along an axis. See {@link ArgSort}.
     *
     * @param descending whether the greatest element comes first
     * @throws ShapeException if x has no such axis
     */
    public static Node argSort(Node x, int axis, boolean descending) {
        return new ArgSort(x, axis, descending);
    }

    /**
     * The k greatest elements along an axis, the greatest first, or the k least elements, the least first.
     *
     * @param largest whether the greatest elements are chosen
     * @throws ShapeException if x has no such axis, or fewer than k elements along it
     */
    public static Chosen topK(Node x, int k, int axis, boolean largest) {
        int along = Axis.of("topK", x, axis);
        if (k < 0 || k > x.shape().size(along)) {
            throw new ShapeException("topK: k must be from 0 to " + x.shape().size(along) + ", the size of axis "
                    + along + " of " + x.describe() + ", but is " + k);
        }
        Node indices = argSort(x, along, largest).slice(along, 0, k);
        return new Chosen(x.takeAlongAxis(indices, along), indices);
    }

    /**
     * The median over some axes: the middle element in ascending order, or the mean of the two middle elements. It is
     * NaN if any element is NaN.
     *
     * @throws ShapeException if x has no such axis, an axis is repeated, or there are no elements along the axes
     */
    public static Node median(Node x, boolean keepDims, int... axes) {
        return quantile("median", x, 0.5, keepDims, axes);
    }

    /**
     * The q-quantile of the elements over some axes, like {@code np.quantile}. With n elements in ascending order, it
     * lies at index q (n − 1); between two elements, it is interpolated linearly. It is NaN if any element is NaN.
     *
     * @param q from 0, for the least element, to 1, for the greatest
     * @throws ShapeException if x has no such axis, an axis is repeated, or there are no elements along the axes
     * @throws IllegalArgumentException if q is not from 0 to 1
     */
    public static Node quantile(Node x, double q, boolean keepDims, int... axes) {
        return quantile("quantile", x, q, keepDims, axes);
    }

    /**
     * The {@link #quantile} of the elements over some axes that are not NaN; NaN if all are NaN.
     *
     * @param q from 0, for the least element, to 1, for the greatest
     * @throws ShapeException if x has no such axis, an axis is repeated, or there are no elements along the axes
     * @throws IllegalArgumentException if q is not from 0 to 1
     */
    public static Node nanQuantile(Node x, double q, boolean keepDims, int... axes) {
        checkShare("nanQuantile", q);
        ReducedAxes reduced = ReducedAxes.of("nanQuantile", x, keepDims, axes);
        reduced.requireElements("nanQuantile", x, "sort");
        Node columns = Columns.of(reduced).of(x);
        Node sorted = sort(columns, 0, false); // NaNs come last
        Node count = columns.equal(columns).sum(0).keepDims();
        Node position = count.subtract(1).maximum(0).multiply(q);
        Node below = position.floor();
        Node share = position.subtract(below);
        Node low = sorted.takeAlongAxis(below, 0);
        Node high = sorted.takeAlongAxis(Functions.ceil(position), 0);
        Node between = low.multiply(Node.of(1).subtract(share)).add(high.multiply(share));
        return share.equal(0).where(low, between).reshape(reduced.result()); // 0 · ∞ would be NaN
    }

    /**
     * The {@link #median} of the elements over some axes that are not NaN; NaN if all are NaN.
     *
     * @throws ShapeException if x has no such axis, an axis is repeated, or there are no elements along the axes
     */
    public static Node nanMedian(Node x, boolean keepDims, int... axes) {
        return nanQuantile(x, 0.5, keepDims, axes);
    }

    private static void checkShare(String function, double q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException(function + ": q must be from 0 to 1, such as 0.9, not " + q);
        }
    }

    private static Node quantile(String function, Node x, double q, boolean keepDims, int... axes) {
        checkShare(function, q);
        ReducedAxes reduced = ReducedAxes.of(function, x, keepDims, axes);
        reduced.requireElements(function, x, "sort");
        Node sorted = sort(Columns.of(reduced).of(x), 0, false);
        double position = q * (reduced.count() - 1);
        int below = (int) position;
        double share = position - below;
        Node low = sorted.select(0, below);
        Node result = share == 0
                ? low
                : low.multiply(1 - share).add(sorted.select(0, below + 1).multiply(share));
        Node last = sorted.select(0, reduced.count() - 1); // NaN if any element is NaN
        return last.equal(last).where(result, last).reshape(reduced.result());
    }

    /**
     * The element at index k, counted from 0, in ascending order along an axis, which is removed.
     *
     * @throws ShapeException if x has no such axis, or no such index along it
     */
    public static Chosen kthValue(Node x, int k, int axis) {
        int along = Axis.of("kthValue", x, axis);
        Node index = Moves.select(argSort(x, along, false), along, k).expandDims(along);
        return new Chosen(x.takeAlongAxis(index, along).squeeze(along), index.squeeze(along));
    }

    /**
     * The most frequent element along an axis, which is removed; among equally frequent elements, the least. See
     * {@link ArgMode}.
     *
     * @throws ShapeException if x has no such axis, or the axis is empty
     */
    public static Chosen mode(Node x, int axis) {
        int along = Axis.of("mode", x, axis);
        Node index = new ArgMode(x, along);
        return new Chosen(x.takeAlongAxis(index.expandDims(along), along).squeeze(along), index);
    }

    /**
     * For each element of x, the index at which it would be inserted into an ascending vector: the number of elements
     * of the vector that are less than it. NaN counts as the greatest. The gradient is 0.
     *
     * @param sorted of shape (k), ascending, which is not checked
     * @param right whether elements equal to x are also counted
     * @throws ShapeException if sorted is not a vector
     */
    public static Node searchSorted(Node sorted, Node x, boolean right) {
        Objects.requireNonNull(x, "x");
        if (sorted.shape().rank() != 1) {
            throw new ShapeException("searchSorted: " + sorted.describe() + " must have one axis");
        }
        int[] row = new int[x.shape().rank() + 1];
        Arrays.fill(row, 1);
        row[row.length - 1] = sorted.shape().size(0);
        Node each = x.expandDims(-1), limits = sorted.reshape(row);
        Node below = right ? each.greaterEqual(limits) : each.greater(limits);
        Node belowNan = right ? limits.equal(limits).maximum(1) : limits.equal(limits);
        return each.equal(each).where(below, belowNan).sum(-1);
    }
}
