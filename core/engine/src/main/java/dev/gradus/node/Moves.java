package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Functions that move elements without computing anything, composed from {@link Reshape}, {@link Transpose},
 * {@link Slice}, {@link Pad}, {@link Concat} and {@link Gather}. The gradient of an element returns to the position the
 * element came from; the gradients of its copies are added.
 *
 * <p>A negative axis counts from the end.
 */
public final class Moves {
    private Moves() {}

    /** x with all axes reversed: xᵀ for a matrix. See {@link Transpose}. */
    public static Node transpose(Node x) {
        return x.transpose();
    }

    /** x with its axes in this order. See {@link Transpose}. */
    public static Node transpose(Node x, int... axes) {
        return x.transpose(axes);
    }

    /** x with these sizes. One size may be −1; it is inferred from the others. See {@link Reshape}. */
    public static Node reshape(Node x, int... sizes) {
        return x.reshape(sizes);
    }

    /** x with this shape. See {@link Reshape}. */
    public static Node reshape(Node x, Shape target) {
        return x.reshape(target);
    }

    /** x repeated along axes of size 1 and along new axes. See {@link BroadcastTo}. */
    public static Node broadcastTo(Node x, Shape target) {
        return x.broadcastTo(target);
    }

    /**
     * The elements from start to stop (exclusive) along an axis; negative indices count from the end. See
     * {@link Slice}.
     */
    public static Node slice(Node x, int axis, int start, int stop) {
        return x.slice(axis, start, stop);
    }

    /** Every step-th element from start to stop (exclusive) along an axis. See {@link Slice}. */
    public static Node slice(Node x, int axis, int start, int stop, int step) {
        return x.slice(axis, start, stop, step);
    }

    /** A slice along every axis. See {@link Slice}. */
    public static Node slice(Node x, int[] start, int[] stop, int[] step) {
        return x.slice(start, stop, step);
    }

    /** x with zeros before and after it along an axis. See {@link Pad}. */
    public static Node pad(Node x, int axis, int low, int high) {
        return x.pad(axis, low, high);
    }

    /** x with zeros before, after and between its elements along every axis. See {@link Pad}. */
    public static Node pad(Node x, int[] low, int[] high, int[] interior) {
        return x.pad(low, high, interior);
    }

    /** x reversed along these axes. See {@link Flip}. */
    public static Node flip(Node x, int... axes) {
        return x.flip(axes);
    }

    // Axes

    /**
     * x without these axes, which must have size 1. If no axes are given, all axes of size 1 are removed.
     *
     * @throws ShapeException if x has no such axis, an axis is repeated, or its size is not 1
     */
    public static Node squeeze(Node x, int... axes) {
        boolean[] gone = Axis.marked("squeeze", x, axes);
        for (int axis = 0; axis < gone.length; axis++) {
            if (gone[axis] && x.shape().size(axis) != 1) {
                throw new ShapeException("squeeze: axis " + axis + " of " + x.describe() + " has size "
                        + x.shape().size(axis) + ", not 1; use select for a single index");
            }
            gone[axis] |= axes.length == 0 && x.shape().size(axis) == 1;
        }
        int[] kept = IntStream.range(0, gone.length).filter(axis -> !gone[axis]).toArray();
        return x.reshape(Shape.of(Arrays.stream(kept).map(x.shape()::size).toArray())
                .named(Arrays.stream(kept).mapToObj(x.shape()::name).toArray(String[]::new)));
    }

    /**
     * x with a new axis of size 1: (2, 3) with the new axis 1 gives (2, 1, 3).
     *
     * @param axis the index of the new axis in the result
     * @throws ShapeException if the result has no such axis
     */
    public static Node expandDims(Node x, int axis) {
        int at = Axis.of(
                "expandDims", () -> "the result for " + x.describe(), x.shape().rank() + 1, axis);
        return x.reshape(Shapes.replaced("expandDims", List.of(x), x.shape(), at, 0, Shape.of(1)));
    }

    /**
     * x with one axis moved to another position: (2, 3, 4) from axis 0 to axis −1 gives (3, 4, 2).
     *
     * @throws ShapeException if x has no such axis
     */
    public static Node moveAxis(Node x, int from, int to) {
        int source = Axis.of("moveAxis", x, from);
        int target = Axis.of("moveAxis", x, to);
        List<Integer> axes = new ArrayList<>(AxisArguments.list(Axis.all(x)));
        axes.add(target, axes.remove(source));
        return source == target
                ? x
                : x.transpose(axes.stream().mapToInt(Integer::intValue).toArray());
    }

    /**
     * x with two axes exchanged.
     *
     * @throws ShapeException if x has no such axis
     */
    public static Node swapAxes(Node x, int a, int b) {
        int[] axes = Axis.all(x);
        int first = Axis.of("swapAxes", x, a);
        int second = Axis.of("swapAxes", x, b);
        axes[first] = second;
        axes[second] = first;
        return first == second ? x : x.transpose(axes);
    }

    /**
     * x with the axes from first to last, both inclusive, merged into one: (2, 3, 4) from 0 to 1 gives (6, 4).
     *
     * @throws ShapeException if x has no such axis, or the first comes after the last
     */
    public static Node flatten(Node x, int first, int last) {
        int from = Axis.of("flatten", x, first);
        int to = Axis.of("flatten", x, last);
        if (from > to) {
            throw new ShapeException("flatten: axis " + first + " of " + x.describe() + " comes after axis " + last);
        }
        int elements = IntStream.rangeClosed(from, to).map(x.shape()::size).reduce(1, (a, b) -> a * b);
        return x.reshape(Shapes.replaced("flatten", List.of(x), x.shape(), from, to - from + 1, Shape.of(elements)));
    }

    /**
     * x with one axis split into several: (6, 4) with axis 0 as 2, 3 gives (2, 3, 4). This is the inverse of
     * {@link #flatten}.
     *
     * @param sizes the sizes of the new axes; one of them may be −1 and is inferred from the others
     * @throws ShapeException if x has no such axis, or the product of the sizes is not its size
     */
    public static Node unflatten(Node x, int axis, int... sizes) {
        int along = Axis.of("unflatten", x, axis);
        Objects.requireNonNull(sizes, "sizes");
        int[] before = Arrays.copyOf(x.shape().sizes(), along);
        int[] after = Arrays.copyOfRange(x.shape().sizes(), along + 1, x.shape().rank());
        return x.reshape(
                Stream.of(before, sizes, after).flatMapToInt(Arrays::stream).toArray());
    }

    // Joining and splitting

    /** Joins parts along an existing axis. See {@link Concat}. */
    public static Node concat(int axis, Node... parts) {
        return new Concat(axis, parts);
    }

    /** Joins the parts in the list along an existing axis. See {@link Concat}. */
    public static Node concat(int axis, List<? extends Node> parts) {
        return new Concat(axis, parts);
    }

    /** Joins parts along a new axis. See {@link Stack}. */
    public static Node stack(int axis, Node... parts) {
        return new Stack(axis, parts);
    }

    /** Joins the parts in the list along a new axis. See {@link Stack}. */
    public static Node stack(int axis, List<? extends Node> parts) {
        return new Stack(axis, parts);
    }

    /**
     * Consecutive parts of these sizes along an axis; {@link #concat} joins them again.
     *
     * @throws ShapeException if x has no such axis, or the sizes do not add up to its size
     */
    public static List<Node> split(Node x, int axis, int... sizes) {
        return Parts.split(x, axis, sizes);
    }

    /**
     * x split into this number of equal parts along an axis.
     *
     * @throws ShapeException if x has no such axis, or its size is not a multiple of the number of parts
     */
    public static List<Node> chunk(Node x, int axis, int parts) {
        return Parts.chunk(x, axis, parts);
    }

    /**
     * The slice at each index of an axis, without that axis: (2, 3) along axis 0 gives two nodes of shape (3).
     *
     * @throws ShapeException if x has no such axis
     */
    public static List<Node> unstack(Node x, int axis) {
        int along = Axis.of("unstack", x, axis);
        return IntStream.range(0, x.shape().size(along))
                .mapToObj(index -> select(x, along, index))
                .toList();
    }

    /**
     * The slice at one index of an axis, without that axis: (2, 3) at index 0 of axis 1 gives (2).
     *
     * @param index negative values count from the end
     * @throws ShapeException if x has no such axis or index
     */
    public static Node select(Node x, int axis, int index) {
        return Parts.select(x, axis, index);
    }

    // Copies and rotations

    /**
     * x repeated as a whole along each axis, like {@code np.tile}: a, b three times gives a, b, a, b, a, b.
     *
     * @param repeats one number for each axis
     * @throws ShapeException if there is not one number for each axis, or one is negative
     */
    public static Node tile(Node x, int... repeats) {
        return Copies.tile(x, repeats);
    }

    /**
     * Each element repeated along an axis, like {@code np.repeat}: a, b three times gives a, a, a, b, b, b.
     *
     * @throws ShapeException if x has no such axis, or the count is negative
     */
    public static Node repeat(Node x, int axis, int count) {
        return Copies.repeat(x, axis, count);
    }

    /**
     * x rotated along an axis: element i moves to index i + shift, and elements that leave at one end enter at the
     * other.
     *
     * @param shift any number; a negative number rotates towards the start
     * @throws ShapeException if x has no such axis
     */
    public static Node roll(Node x, int axis, int shift) {
        return Copies.roll(x, axis, shift);
    }

    /**
     * x rotated by right angles in the plane of two axes, from the first towards the second, like {@code np.rot90}.
     *
     * @param quarters the number of right angles; a negative number rotates in the other direction
     * @throws ShapeException if x has no such axis, or both are the same
     */
    public static Node rot90(Node x, int quarters, int from, int to) {
        return Copies.rot90(x, quarters, from, to);
    }

    // Diagonals

    /**
     * The main diagonal of a matrix, or of each matrix in the last two axes: (2, 3, 3) gives (2, 3).
     *
     * @throws ShapeException if x has fewer than two axes
     */
    public static Node diagonal(Node x) {
        return diagonal(x, 0, -2, -1);
    }

    /**
     * A diagonal in the plane of two axes, which are replaced by one new last axis.
     *
     * @param offset 0 for the main diagonal, positive above it, negative below
     * @throws ShapeException if x has no such axes, both are the same, or the diagonal lies outside
     */
    public static Node diagonal(Node x, int offset, int rows, int columns) {
        return Diagonals.of(x, offset, rows, columns);
    }

    /**
     * Square matrices with x on the main diagonal and zeros elsewhere: (n) gives (n, n), (k, n) gives (k, n, n).
     *
     * @throws ShapeException if x has rank 0
     */
    public static Node diag(Node x) {
        return diag(x, 0);
    }

    /**
     * Square matrices with x on a diagonal and zeros elsewhere.
     *
     * @param offset 0 for the main diagonal, positive above it, negative below
     * @throws ShapeException if x has rank 0
     */
    public static Node diag(Node x, int offset) {
        return Diagonals.matrices(x, offset);
    }

    // Padding

    /**
     * x with {@code low} copies of a number before it and {@code high} copies after it along an axis.
     *
     * @throws ShapeException if x has no such axis
     * @throws IllegalArgumentException if low or high is negative
     */
    public static Node padConstant(Node x, int axis, int low, int high, double value) {
        return Padding.constant(x, axis, low, high, value);
    }

    /**
     * x mirrored at its ends by {@code low} and {@code high} elements: a, b, c by 2 and 2 gives c, b, a, b, c, b, a.
     *
     * @throws ShapeException if x has no such axis, or low or high is not less than the number of elements along it
     * @throws IllegalArgumentException if low or high is negative
     */
    public static Node padReflect(Node x, int axis, int low, int high) {
        return Padding.reflect(x, axis, low, high);
    }

    /**
     * x with its ends repeated {@code low} and {@code high} times: a, b, c by 2 and 2 gives a, a, a, b, c, c, c.
     *
     * @throws ShapeException if x has no such axis, or no elements along it
     * @throws IllegalArgumentException if low or high is negative
     */
    public static Node padReplicate(Node x, int axis, int low, int high) {
        return Padding.replicate(x, axis, low, high);
    }

    /**
     * x continued periodically by {@code low} and {@code high} elements: a, b, c by 2 and 2 gives b, c, a, b, c, a, b.
     *
     * @throws ShapeException if x has no such axis, or low or high is greater than the number of elements along it
     * @throws IllegalArgumentException if low or high is negative
     */
    public static Node padCircular(Node x, int axis, int low, int high) {
        return Padding.circular(x, axis, low, high);
    }

    // Windows

    /**
     * All windows of x along an axis, with the elements of a window along a new axis after it: (n, c) along axis 0
     * gives (windows, size, c), where element (w, k, j) is x[w ∗ step + k ∗ dilation, j]. {@code torch.Tensor.unfold}
     * puts the new axis last.
     *
     * @param size the number of elements in a window
     * @param step the distance between the starts of adjacent windows
     * @param dilation the distance between adjacent elements of a window; 1 if they are adjacent in x
     * @throws ShapeException if x has no such axis, or the axis is shorter than a window
     * @throws IllegalArgumentException if a number is not positive
     */
    public static Node unfold(Node x, int axis, int size, int step, int dilation) {
        return Windows.unfold(x, axis, size, step, dilation);
    }

    /**
     * The adjoint of {@link #unfold}: windows put back where they came from, with overlapping elements added. (windows,
     * size, c) along axis 0 gives (length, c).
     *
     * @param axis the axis of the windows; the next axis holds the elements of a window
     * @param length the size of that axis in the result
     * @throws ShapeException if x has no such axes, or their number is not the number of windows that fit into that
     *     length
     * @throws IllegalArgumentException if a number is not positive
     */
    public static Node fold(Node x, int axis, int length, int step, int dilation) {
        return Windows.fold(x, axis, length, step, dilation);
    }

    // Replacing elements

    /**
     * x with the elements where a mask is not 0 replaced by a number. These elements of x get no gradient.
     *
     * @param mask broadcast to x, such as {@code x.less(0)}
     * @throws ShapeException if the mask does not broadcast to x
     */
    public static Node maskedFill(Node x, Node mask, double value) {
        Objects.requireNonNull(mask, "mask");
        return mask.broadcastTo(x.shape()).where(Constant.of(value), x);
    }

    /**
     * x with all slices at these indices of an axis filled with a number.
     *
     * @param indices of shape (k), integers in range, checked at run time
     * @throws ShapeException if x has no such axis, or the indices are not a vector
     */
    public static Node indexFill(Node x, int axis, Node indices, double value) {
        return Indexing.fillSlices(x, axis, indices, value);
    }

    /**
     * x with slices added at these indices of an axis. If an index repeats, its slices are added in order.
     *
     * @param indices of shape (k), integers in range, checked at run time
     * @param slices of the shape of x, but with k along the axis
     * @throws ShapeException if x has no such axis, the indices are not a vector, or the slices do not fit
     */
    public static Node indexAdd(Node x, int axis, Node indices, Node slices) {
        return Indexing.addSlices(x, axis, indices, slices);
    }

    /**
     * A block-diagonal matrix with zeros outside the blocks: (2, 3) and (1, 1) give (3, 4).
     *
     * @throws ShapeException if a block is not a matrix
     * @throws IllegalArgumentException if there are no blocks
     */
    public static Node blockDiagonal(Node... matrices) {
        return Diagonals.ofBlocks(matrices);
    }

    // Grids of vectors

    /**
     * The coordinate matrices of vectors, like {@code np.meshgrid} with indexing ij: each vector lies along its own
     * axis and is repeated along the others. (n) and (m) give two matrices (n, m).
     *
     * @throws ShapeException if an argument is not a vector
     */
    public static List<Node> meshGrid(Node... vectors) {
        return Grids.mesh(vectors);
    }

    /**
     * All tuples with one element from each vector, one in each row, with the last element varying fastest: (n) and (m)
     * give a matrix (n m, 2).
     *
     * @throws ShapeException if an argument is not a vector
     * @throws IllegalArgumentException if there are no vectors
     */
    public static Node cartesianProduct(Node... vectors) {
        return Grids.cartesianProduct(vectors);
    }

    /**
     * All combinations of this number of elements of a vector, one in each row, in lexicographic order of their
     * indices, like {@code torch.combinations}.
     *
     * @param count the number of elements in a row, 1 or more
     * @throws ShapeException if x is not a vector
     * @throws IllegalArgumentException if the count is less than 1
     */
    public static Node combinations(Node x, int count) {
        return Grids.combinations(x, count);
    }
}
