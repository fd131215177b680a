package dev.gradus.node;

import java.util.Arrays;
import java.util.Objects;

/**
 * Functions that put elements in order. Equal elements keep their order, both zeros being equal, and NaN counts as the
 * greatest. Each element's gradient goes back to where it came from.
 *
 * <p>Axes may be negative everywhere, and then count from the end.
 */
public final class Orders {
    private Orders() {}

    /**
     * Some elements and where they were, integers as doubles.
     *
     * @param values the elements
     * @param indices their indices along the axis
     */
    public record Chosen(Node values, Node indices) {
        /** Refuses null. */
        public Chosen {
            Objects.requireNonNull(values, "values");
            Objects.requireNonNull(indices, "indices");
        }
    }

    /**
     * The elements along an axis, the least one first, or the greatest if descending.
     *
     * @throws ShapeException if x has no such axis
     */
    public static Node sort(Node x, int axis, boolean descending) {
        return x.takeAlongAxis(argSort(x, axis, descending), axis);
    }

    /**
     * The indices that sort x along an axis. See {@link ArgSort}.
     *
     * @throws ShapeException if x has no such axis
     */
    public static Node argSort(Node x, int axis, boolean descending) {
        return new ArgSort(x, axis, descending);
    }

    /**
     * The k greatest elements along an axis, the greatest one first, or the k least ones, the least one first.
     *
     * @throws ShapeException if x has no such axis, or not that many elements along it
     */
    public static Chosen topK(Node x, int k, int axis, boolean largest) {
        int along = Axis.of("topK", x, axis);
        if (k < 0 || k > x.shape().size(along)) {
            throw new ShapeException("topK: " + x.describe() + " has no " + k + " elements along axis " + along
                    + ": its size is " + x.shape().size(along));
        }
        Node indices = argSort(x, along, largest).slice(along, 0, k);
        return new Chosen(x.takeAlongAxis(indices, along), indices);
    }

    /**
     * The median over some axes: the element in the middle, or the mean of the two there. It is NaN if any element is NaN.
     *
     * @throws ShapeException if x has no such axis, one is given twice, or there are no elements along them
     */
    public static Node median(Node x, boolean keepDims, int... axes) {
        return quantile("median", x, 0.5, keepDims, axes);
    }

    /**
     * The number below which a part q of the elements over some axes lies. In order they have the places 0 to n − 1; of
     * the two that lie around q (n − 1) it is the mean, weighted by how near they are, as by {@code np.quantile}. It is NaN
     * if any element is NaN.
     *
     * @param q from 0, for the least element, to 1, for the greatest
     * @throws ShapeException if x has no such axis, one is given twice, or there are no elements along them
     * @throws IllegalArgumentException if q is not from 0 to 1
     */
    public static Node quantile(Node x, double q, boolean keepDims, int... axes) {
        return quantile("quantile", x, q, keepDims, axes);
    }

    /**
     * The quantile of those elements over some axes that are not NaN, and NaN if all are. See {@link #quantile}.
     *
     * @param q from 0, for the least element, to 1, for the greatest
     * @throws ShapeException if x has no such axis, one is given twice, or there are no elements along them
     * @throws IllegalArgumentException if q is not from 0 to 1
     */
    public static Node nanQuantile(Node x, double q, boolean keepDims, int... axes) {
        checkShare("nanQuantile", q);
        ReducedAxes reduced = ReducedAxes.of("nanQuantile", x, keepDims, axes);
        reduced.requireElements("nanQuantile", x, "put in order");
        Node columns = Columns.of(reduced).of(x);
        Node sorted = sort(columns, 0, false); // NaN comes last
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
     * The median of those elements over some axes that are not NaN, and NaN if all are.
     *
     * @throws ShapeException if x has no such axis, one is given twice, or there are no elements along them
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
        reduced.requireElements(function, x, "put in order");
        Node sorted = sort(Columns.of(reduced).of(x), 0, false);
        double position = q * (reduced.count() - 1);
        int below = (int) position;
        double share = position - below;
        Node low = sorted.select(0, below);
        Node result = share == 0
                ? low
                : low.multiply(1 - share).add(sorted.select(0, below + 1).multiply(share));
        Node last = sorted.select(0, reduced.count() - 1); // NaN if any element is
        return last.equal(last).where(result, last).reshape(reduced.result());
    }

    /**
     * The element that comes at place k, from 0, in upward order along an axis, which disappears.
     *
     * @throws ShapeException if x has no such axis, or the axis no such place
     */
    public static Chosen kthValue(Node x, int k, int axis) {
        int along = Axis.of("kthValue", x, axis);
        Node index = Moves.select(argSort(x, along, false), along, k).expandDims(along);
        return new Chosen(x.takeAlongAxis(index, along).squeeze(along), index.squeeze(along));
    }

    /**
     * The most frequent element along an axis, which disappears; of equally frequent ones the least. See {@link ArgMode}.
     *
     * @throws ShapeException if x has no such axis, or there are no elements along it
     */
    public static Chosen mode(Node x, int axis) {
        int along = Axis.of("mode", x, axis);
        Node index = new ArgMode(x, along);
        return new Chosen(x.takeAlongAxis(index.expandDims(along), along).squeeze(along), index);
    }

    /**
     * How many elements of an ascending vector are less than each element of x: the index at which x would be put. NaN counts
     * as the greatest. The gradient is 0.
     *
     * @param sorted of shape (k), ascending, which is not checked
     * @param right whether elements equal to x count, too
     * @throws ShapeException if sorted is no vector
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
