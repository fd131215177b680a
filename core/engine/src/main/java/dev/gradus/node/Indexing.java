package dev.gradus.node;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Functions that select, replace or reduce elements by their indices or by a mask.
 *
 * <p>A negative axis counts from the end.
 */
public final class Indexing {
    private Indexing() {}

    /** The slices of x at these indices of an axis. See {@link Gather}. */
    public static Node take(Node x, Node indices, int axis) {
        return x.take(indices, axis);
    }

    /** For each index, the element of x at that index along an axis. See {@link TakeAlong}. */
    public static Node takeAlongAxis(Node x, Node indices, int axis) {
        return x.takeAlongAxis(indices, axis);
    }

    /**
     * An array of zeros, of this size along an axis, to which each slice of x is added at its index. See
     * {@link ScatterAdd}.
     */
    public static Node scatterAdd(Node x, Node indices, int axis, int size) {
        return x.scatterAdd(indices, axis, size);
    }

    /** A row of zeros for each index, with a 1 at that index. See {@link OneHot}. */
    public static Node oneHot(Node indices, int depth) {
        return indices.oneHot(depth);
    }

    // Elements written to given indices

    /**
     * x with each update written to its index along an axis. If an index repeats, the last update is kept;
     * {@code torch.scatter} may keep any of them.
     *
     * @param indices of the shape of the updates, integers in range, checked at run time
     * @param updates of the shape of x except along the axis
     * @throws ShapeException if x has no such axis, the indices have a different shape, or the updates do not fit
     */
    public static Node scatter(Node x, int axis, Node indices, Node updates) {
        Scattering to = Scattering.of("scatter", x, axis, indices, updates);
        if (updates.shape().size(to.axis()) == 0) {
            return x;
        }
        Node order = Constant.of(Tensor.generate(updates.shape(), to::indexAlong));
        Node nothing = Constant.of(-1).broadcastTo(x.shape());
        Node last = new ScatterMax(nothing, order, indices, to.axis());
        Node isPut = last.greaterEqual(0);
        return isPut.where(updates.takeAlongAxis(last.maximum(0), to.axis()), x);
    }

    /** How the elements that have the same index are combined. */
    public enum ScatterReduction {
        /** Their sum. */
        SUM,
        /** Their mean. */
        MEAN,
        /** The greatest; equal elements share the gradient. */
        MAX,
        /** The least; equal elements share the gradient. */
        MIN,
        /** Their product. Its cost is the number of indices times the size of the axis. */
        PRODUCT
    }

    /**
     * x with each update combined with the element at its index along an axis, like {@code torch.scatter_reduce}.
     * Elements of x without updates stay unchanged.
     *
     * @param indices of the shape of the updates, integers in range, checked at run time
     * @param updates of the shape of x except along the axis
     * @param includeX whether x's own element takes part in the reduction; otherwise it is replaced
     * @throws ShapeException if x has no such axis, the indices have a different shape, or the updates do not fit
     */
    public static Node scatterReduce(
            Node x, int axis, Node indices, Node updates, ScatterReduction reduction, boolean includeX) {
        Objects.requireNonNull(reduction, "reduction");
        return Scattering.of("scatterReduce", x, axis, indices, updates).reduce(reduction, includeX);
    }

    /**
     * x with the slices at these indices of an axis replaced. If an index repeats, the last slice is kept.
     *
     * @param indices of shape (k), integers in range, checked at run time
     * @param slices of the shape of x, but with k along the axis
     * @throws ShapeException if x has no such axis, the indices are not a vector, or the slices do not fit
     */
    public static Node indexCopy(Node x, int axis, Node indices, Node slices) {
        Objects.requireNonNull(slices, "slices");
        int along = Axis.of("indexCopy", x, axis);
        requireVector("indexCopy", indices);
        if (slices.shape().rank() != x.shape().rank()) {
            throw new ShapeException("indexCopy: " + slices.describe() + " and " + x.describe() + " differ in rank");
        }
        int[] column = new int[x.shape().rank()];
        Arrays.fill(column, 1);
        column[along] = indices.shape().size(0);
        return scatter(x, along, indices.reshape(column).broadcastTo(slices.shape()), slices);
    }

    /**
     * x with a range of an axis replaced by another node: the opposite of {@link Node#slice}.
     *
     * @param start the first index of the range; negative values count from the end
     * @param part of the shape of x except along the axis
     * @throws ShapeException if x has no such axis, or the part does not fit
     */
    public static Node withSlice(Node x, int axis, int start, Node part) {
        Objects.requireNonNull(part, "part");
        int along = Axis.of("withSlice", x, axis);
        int size = x.shape().size(along);
        int from = start < 0 ? start + size : start;
        int length = part.shape().rank() == x.shape().rank() ? part.shape().size(along) : -1;
        if (length < 0
                || from < 0
                || from + length > size
                || !Shapes.resized(x.shape(), along, length).equals(part.shape())) {
            throw new ShapeException("withSlice: " + part.describe() + " does not fit into " + x.describe()
                    + " along axis " + along + " from " + start + " on");
        }
        return Moves.concat(along, x.slice(along, 0, from), part, x.slice(along, from + length, size));
    }

    /**
     * x with the slice at one index of an axis replaced: the opposite of {@link Moves#select}.
     *
     * @param part of the shape of x without the axis
     * @throws ShapeException if x has no such axis or index, or the part does not fit
     */
    public static Node withSelected(Node x, int axis, int index, Node part) {
        Objects.requireNonNull(part, "part");
        return withSlice(x, axis, index, Moves.expandDims(part, Axis.of("withSelected", x, axis)));
    }

    /**
     * x with a diagonal of each matrix in its last two axes replaced.
     *
     * @param values of the shape of {@code diagonal(x, offset, -2, -1)}
     * @param offset 0 for the main diagonal, positive above it, negative below
     * @throws ShapeException if x has fewer than two axes, or the values do not fit
     */
    public static Node withDiagonal(Node x, Node values, int offset) {
        Node old = Moves.diagonal(x, offset, -2, -1);
        if (!old.shape().equals(values.shape())) {
            throw new ShapeException("withDiagonal: the diagonal of " + x.describe() + " has the shape " + old.shape()
                    + ", not that of " + values.describe());
        }
        int columns = x.shape().size(-1);
        int last = x.shape().rank() - 2;
        int first = offset < 0 ? -offset * columns : offset;
        int length = values.shape().size(-1);
        Node flat = Moves.flatten(x, -2, -1);
        Node indices = Constant.of(Tensor.generate(Shape.of(length), k -> first + k * (columns + 1.0)));
        return indexCopy(flat, last, indices, values).reshape(x.shape());
    }

    // Elements selected by masks and indices

    /**
     * The elements of x at these row-major indices, like {@code torch.take} or {@code np.take} without an axis.
     *
     * @param indices of any shape, integers from 0 to the number of elements − 1, checked at run time
     */
    public static Node take(Node x, Node indices) {
        Objects.requireNonNull(indices, "indices");
        return x.reshape(x.shape().elements()).take(indices, 0);
    }

    /**
     * The elements of x where a mask is not 0, as a vector in row-major order. The mask is data, because the shapes of
     * a graph are fixed. For a computed mask, use {@link Moves#maskedFill} or {@link Node#where}.
     *
     * @param mask of the shape of x
     * @throws ShapeException if the mask has a different shape
     */
    public static Node maskedSelect(Node x, Tensor mask) {
        Objects.requireNonNull(mask, "mask");
        if (!mask.shape().equals(x.shape())) {
            throw new ShapeException(
                    "maskedSelect: the mask " + mask.shape() + " must have the shape of " + x.describe());
        }
        double[] marks = mask.toArray();
        int[] indices =
                IntStream.range(0, marks.length).filter(i -> marks[i] != 0).toArray();
        return take(x, indices(Shape.of(indices.length), indices));
    }

    /**
     * x with the elements where a mask is not 0 replaced by consecutive elements of the source, in row-major order,
     * like {@code torch.masked_scatter}.
     *
     * @param mask broadcast to x, such as {@code x.less(0)}
     * @param source at least as many elements as are replaced; the rest are not used
     * @throws ShapeException if the mask does not broadcast to x, or the source has no elements
     */
    public static Node maskedScatter(Node x, Node mask, Node source) {
        Objects.requireNonNull(mask, "mask");
        Objects.requireNonNull(source, "source");
        int elements = x.shape().elements();
        Node marks = mask.notEqual(0).broadcastTo(x.shape()).reshape(elements);
        Node order = marks.cumulativeSum(0).subtract(1).maximum(0);
        return marks.where(take(source, order), x.reshape(elements)).reshape(x.shape());
    }

    static Node fillSlices(Node x, int axis, Node indices, double value) {
        int along = Axis.of("indexFill", x, axis);
        requireVector("indexFill", indices);
        int size = x.shape().size(along);
        Node counts = Constant.of(1).broadcastTo(indices.shape()).scatterAdd(indices, 0, size);
        int[] column = new int[x.shape().rank() - along];
        Arrays.fill(column, 1);
        column[0] = size;
        return Moves.maskedFill(x, counts.reshape(column), value);
    }

    static Node addSlices(Node x, int axis, Node indices, Node slices) {
        Objects.requireNonNull(slices, "slices");
        int along = Axis.of("indexAdd", x, axis);
        requireVector("indexAdd", indices);
        Node added = slices.scatterAdd(indices, along, x.shape().size(along));
        if (!added.shape().equals(x.shape())) {
            throw new ShapeException("indexAdd: " + slices.describe() + " must have the shape of " + x.describe()
                    + " but along axis " + along);
        }
        return x.add(added);
    }

    static void requireVector(String function, Node indices) {
        Objects.requireNonNull(indices, "indices");
        if (indices.shape().rank() != 1) {
            throw new ShapeException(function + ": the indices " + indices.describe()
                    + " must have one axis; use takeAlongAxis or scatter for an index for each element");
        }
    }

    static Constant indices(Shape shape, int... indices) {
        return Constant.of(Tensor.generate(shape, i -> indices[i]));
    }
}
