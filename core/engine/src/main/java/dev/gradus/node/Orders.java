package dev.gradus.node;

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
        return x.takeAlong(argSort(x, axis, descending), axis);
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
        return new Chosen(x.takeAlong(indices, along), indices);
    }

    /**
     * The median over some axes: the element in the middle, or the mean of the two there.
     *
     * @throws ShapeException if x has no such axis, one is given twice, or there are no elements along them
     */
    public static Node median(Node x, boolean keepDims, int... axes) {
        return quantile("median", x, 0.5, keepDims, axes);
    }

    /**
     * The number below which a part q of the elements over some axes lies. In order they have the places 0 to n − 1; of
     * the two that lie around q (n − 1) it is the mean, weighted by how near they are, as by {@code np.quantile}.
     *
     * @param q from 0, for the least element, to 1, for the greatest
     * @throws ShapeException if x has no such axis, one is given twice, or there are no elements along them
     * @throws IllegalArgumentException if q is not from 0 to 1
     */
    public static Node quantile(Node x, double q, boolean keepDims, int... axes) {
        return quantile("quantile", x, q, keepDims, axes);
    }

    private static Node quantile(String function, Node x, double q, boolean keepDims, int... axes) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException(function + ": q must be from 0 to 1, such as 0.9, not " + q);
        }
        ReducedAxes reduced = ReducedAxes.of(function, x, keepDims, axes);
        reduced.requireElements(function, x, "put in order");
        Node sorted = sort(Columns.of(reduced).of(x), 0, false);
        double place = q * (reduced.count() - 1);
        int below = (int) place;
        double share = place - below;
        Node low = sorted.select(0, below);
        Node result = share == 0
                ? low
                : low.multiply(1 - share).add(sorted.select(0, below + 1).multiply(share));
        return result.reshape(reduced.result());
    }

    /**
     * The element that comes at place k, from 0, in upward order along an axis, which disappears.
     *
     * @throws ShapeException if x has no such axis, or the axis no such place
     */
    public static Chosen kthValue(Node x, int k, int axis) {
        int along = Axis.of("kthValue", x, axis);
        Node index = Moves.select(argSort(x, along, false), along, k).unsqueeze(along);
        return new Chosen(x.takeAlong(index, along).squeeze(along), index.squeeze(along));
    }
}
