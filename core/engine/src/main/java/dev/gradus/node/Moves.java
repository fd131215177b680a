package dev.gradus.node;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Functions that move elements and compute nothing, composed from {@link Reshape}, {@link Transpose}, {@link Slice},
 * {@link Pad}, {@link Concat} and {@link Gather}. The gradient moves each element's part back, and adds it up where an
 * element was copied.
 *
 * <p>Axes may be negative everywhere, and then count from the end.
 */
public final class Moves {
    private Moves() {}

    /** All axes reversed, xᵀ for a matrix. See {@link Transpose}. */
    public static Node transpose(Node x) {
        return x.transpose();
    }

    /** Axes in the order given. See {@link Transpose}. */
    public static Node transpose(Node x, int... axes) {
        return x.transpose(axes);
    }

    /** One size may be −1, and is then computed from the others. See {@link Reshape}. */
    public static Node reshape(Node x, int... sizes) {
        return x.reshape(sizes);
    }

    /** x with the shape of the target. See {@link Reshape}. */
    public static Node reshape(Node x, Shape target) {
        return x.reshape(target);
    }

    /** x repeated along axes of size 1 and along new ones. See {@link BroadcastTo}. */
    public static Node broadcastTo(Node x, Shape target) {
        return x.broadcastTo(target);
    }

    /** From start, included, to stop, excluded, along one axis; negative ones count from the end. See {@link Slice}. */
    public static Node slice(Node x, int axis, int start, int stop) {
        return x.slice(axis, start, stop);
    }

    /** The same in steps of more than 1. See {@link Slice}. */
    public static Node slice(Node x, int axis, int start, int stop, int step) {
        return x.slice(axis, start, stop, step);
    }

    /** From start to stop in steps along each axis. See {@link Slice}. */
    public static Node slice(Node x, int[] start, int[] stop, int[] step) {
        return x.slice(start, stop, step);
    }

    /** Zeros before and after x, along one axis. See {@link Pad}. */
    public static Node pad(Node x, int axis, int low, int high) {
        return x.pad(axis, low, high);
    }

    /** Zeros before, after and between the elements, along each axis. See {@link Pad}. */
    public static Node pad(Node x, int[] low, int[] high, int[] interior) {
        return x.pad(low, high, interior);
    }

    /** x in the opposite order along these axes. See {@link Flip}. */
    public static Node flip(Node x, int... axes) {
        return x.flip(axes);
    }

    // Axes

    /**
     * x without these axes, which must have size 1; without all axes of size 1 if none are given.
     *
     * @throws ShapeException if x has no such axis, one is given twice, or its size is not 1
     */
    public static Node squeeze(Node x, int... axes) {
        boolean[] gone = Axis.marked("squeeze", x, axes);
        for (int axis = 0; axis < gone.length; axis++) {
            if (gone[axis] && x.shape().size(axis) != 1) {
                throw new ShapeException("squeeze: axis " + axis + " of " + x.describe() + " has size "
                        + x.shape().size(axis) + ", not 1; select picks one index of it");
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
     * @param axis of the result
     * @throws ShapeException if the result has no such axis
     */
    public static Node expandDims(Node x, int axis) {
        int at = Axis.of(
                "expandDims", () -> "the result for " + x.describe(), x.shape().rank() + 1, axis);
        return x.reshape(Shapes.replaced("expandDims", List.of(x), x.shape(), at, 0, Shape.of(1)));
    }

    /**
     * x with one axis at another place, the others in their order: (2, 3, 4) from axis 0 to axis −1 gives (3, 4, 2).
     *
     * @throws ShapeException if x has no such axis
     */
    public static Node moveAxis(Node x, int from, int to) {
        int source = Axis.of("moveAxis", x, from);
        int target = Axis.of("moveAxis", x, to);
        List<Integer> axes = new ArrayList<>(AxisArguments.list(Axis.all(x.shape())));
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
        int[] axes = Axis.all(x.shape());
        int first = Axis.of("swapAxes", x, a);
        int second = Axis.of("swapAxes", x, b);
        axes[first] = second;
        axes[second] = first;
        return first == second ? x : x.transpose(axes);
    }

    /**
     * x with all axes from one to another, both included, made into one: (2, 3, 4) from 0 to 1 gives (6, 4).
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

    // Joining and parting

    /** Parts put one after the other along an axis that they have. See {@link Concat}. */
    public static Node concat(int axis, Node... parts) {
        return new Concat(axis, parts);
    }

    /** The same for parts in a list. */
    public static Node concat(int axis, List<? extends Node> parts) {
        return new Concat(axis, parts);
    }

    /** Parts put one after the other along a new axis. See {@link Stack}. */
    public static Node stack(int axis, Node... parts) {
        return new Stack(axis, parts);
    }

    /** The same for parts in a list. */
    public static Node stack(int axis, List<? extends Node> parts) {
        return new Stack(axis, parts);
    }

    /**
     * Parts of these sizes along an axis, one after the other; {@link #concat} puts them together again.
     *
     * @throws ShapeException if x has no such axis, or the sizes do not add up to its size
     */
    public static List<Node> split(Node x, int axis, int... sizes) {
        int along = Axis.of("split", x, axis);
        Objects.requireNonNull(sizes, "sizes");
        long total = Arrays.stream(sizes).asLongStream().sum();
        if (total != x.shape().size(along) || Arrays.stream(sizes).anyMatch(size -> size < 0)) {
            throw new ShapeException("split: parts of " + Arrays.toString(sizes) + " do not make axis " + along + " of "
                    + x.describe() + ": their sum is " + total + " and its size "
                    + x.shape().size(along));
        }
        List<Node> parts = new ArrayList<>();
        int start = 0;
        for (int size : sizes) {
            parts.add(x.slice(along, start, start + size));
            start += size;
        }
        return parts;
    }

    /**
     * This number of equal parts along an axis.
     *
     * @throws ShapeException if x has no such axis, or its size is no multiple of the number of parts
     */
    public static List<Node> chunk(Node x, int axis, int parts) {
        Objects.requireNonNull(x, "x");
        int size = x.shape().size(Axis.of("chunk", x, axis));
        if (parts < 1 || size % parts != 0) {
            throw new ShapeException("chunk: axis " + axis + " of " + x.describe() + " does not make " + parts
                    + " equal parts: its size is " + size + "; split takes the size of each part");
        }
        return split(x, axis, AxisArguments.all(parts, size / parts));
    }

    /**
     * What lies at each index of an axis, which disappears: (2, 3) along axis 0 gives two nodes of shape (3).
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
     * What lies at one index of an axis, which disappears: (2, 3) at index 0 of axis 1 gives (2).
     *
     * @param index a negative one counts from the end
     * @throws ShapeException if x has no such axis, or the axis no such index
     */
    public static Node select(Node x, int axis, int index) {
        int along = Axis.of("select", x, axis);
        int size = x.shape().size(along);
        if (index < -size || index >= size) {
            throw new ShapeException("select: axis " + along + " of " + x.describe() + " has no index " + index
                    + ": its size is " + size);
        }
        int at = index < 0 ? index + size : index;
        return squeeze(x.slice(along, at, at + 1), along);
    }

    // Copies and turns

    /**
     * x repeated as a whole along each axis, as {@code np.tile}: (2) three times gives a, b, a, b, a, b.
     *
     * @param repeats one number for each axis
     * @throws ShapeException if there is not one number per axis, or one is negative
     */
    public static Node tile(Node x, int... repeats) {
        AxisArguments.check("tile", x, "repeats", repeats);
        Node tiled = x;
        for (int axis = 0; axis < repeats.length; axis++) {
            tiled = copies("tile", tiled, axis, axis, repeats[axis]);
        }
        return tiled;
    }

    /**
     * Each element repeated along an axis, as {@code np.repeat}: (2) three times gives a, a, a, b, b, b.
     *
     * @throws ShapeException if x has no such axis, or the count is negative
     */
    public static Node repeat(Node x, int axis, int count) {
        int along = Axis.of("repeat", x, axis);
        return copies("repeat", x, along, along + 1, count);
    }

    /** Copies along a new axis, before or after the one that it is then made one with. */
    private static Node copies(String function, Node x, int axis, int newAxis, int count) {
        if (count < 0) {
            throw new ShapeException(
                    function + ": axis " + axis + " of " + x.describe() + " cannot be repeated " + count + " times");
        }
        if (count == 1) {
            return x;
        }
        Shape target = Shapes.replaced(function, List.of(x), x.shape(), newAxis, 0, Shape.of(count));
        return flatten(expandDims(x, newAxis).broadcastTo(target), axis, axis + 1);
    }

    /**
     * x turned along an axis as a ring: element i goes to place i + shift, and what leaves at one end comes in at the
     * other.
     *
     * @param shift any number, negative to turn towards the start
     * @throws ShapeException if x has no such axis
     */
    public static Node roll(Node x, int axis, int shift) {
        int along = Axis.of("roll", x, axis);
        int size = x.shape().size(along);
        int cut = size == 0 ? 0 : Math.floorMod(-(long) shift, size);
        return cut == 0 ? x : x.slice(along, cut, size).concat(along, x.slice(along, 0, cut));
    }

    /**
     * x turned by right angles in the plane of two axes, from the first towards the second, as {@code np.rot90}.
     *
     * @param quarters the number of right angles, negative to turn the other way
     * @throws ShapeException if x has no such axis, or both are the same
     */
    public static Node rot90(Node x, int quarters, int from, int to) {
        Axis.marked("rot90", x, from, to);
        return switch (Math.floorMod(quarters, 4)) {
            case 1 -> swapAxes(x.flip(to), from, to);
            case 2 -> x.flip(from, to);
            case 3 -> swapAxes(x, from, to).flip(to);
            default -> x;
        };
    }

    // Diagonals and triangles

    /**
     * The main diagonal of a matrix, or of each matrix in the last two axes: (2, 3, 3) gives (2, 3).
     *
     * @throws ShapeException if x has fewer than two axes
     */
    public static Node diagonal(Node x) {
        return diagonal(x, 0, -2, -1);
    }

    /**
     * A diagonal in the plane of two axes, which give way to a last one.
     *
     * @param offset 0 for the main diagonal, positive above it, negative below
     * @throws ShapeException if x has no such axes, both are the same, or the diagonal lies outside
     */
    public static Node diagonal(Node x, int offset, int rows, int columns) {
        Axis.marked("diagonal", x, rows, columns);
        int row = Axis.of("diagonal", x, rows);
        Node last = moveAxis(moveAxis(x, columns, -1), row > Axis.of("diagonal", x, columns) ? row - 1 : row, -2);
        int n = last.shape().size(-2), m = last.shape().size(-1);
        int length = Math.min(offset < 0 ? n + offset : n, offset > 0 ? m - offset : m);
        if (offset <= -Math.max(n, 1) || offset >= Math.max(m, 1)) {
            throw new ShapeException("diagonal: the matrices of " + x.describe() + ", " + n + " by " + m
                    + ", have no diagonal with offset " + offset);
        }
        int first = offset < 0 ? -offset * m : offset;
        int stop = length == 0 ? first : first + (length - 1) * (m + 1) + 1;
        return length == 0
                ? flatten(last, -2, -1).slice(-1, 0, 0)
                : flatten(last, -2, -1).slice(-1, first, stop, m + 1);
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
        int length = x.shape().size(Axis.of("diag", x, -1));
        int side = Shapes.size(length + Math.abs((long) offset));
        int rank = x.shape().rank();
        Shapes.checkSize("diag", List.of(x), side, side);
        Shape matrices = Shapes.replaced("diag", List.of(x), x.shape(), rank - 1, 1, Shape.of(side, side));
        int first = offset < 0 ? -offset * side : offset;
        int reach = length == 0 ? 0 : (length - 1) * (side + 1) + 1;
        int[] low = new int[rank], high = new int[rank], interior = new int[rank];
        low[rank - 1] = length == 0 ? side * side : first;
        high[rank - 1] = length == 0 ? 0 : side * side - first - reach;
        interior[rank - 1] = side;
        return x.pad(low, high, interior).reshape(matrices);
    }

    // Padding

    /**
     * x with copies of a number before and after it along an axis.
     *
     * @throws ShapeException if x has no such axis
     * @throws IllegalArgumentException if a number of copies is negative
     */
    public static Node padConstant(Node x, int axis, int low, int high, double value) {
        int along = checkPadding("padConstant", x, axis, low, high, Integer.MAX_VALUE);
        List<Node> parts = new ArrayList<>(List.of(x));
        if (low > 0) {
            parts.add(0, Constant.of(value).broadcastTo(resized(x.shape(), along, low)));
        }
        if (high > 0) {
            parts.add(Constant.of(value).broadcastTo(resized(x.shape(), along, high)));
        }
        return parts.size() == 1 ? x : new Concat(along, parts);
    }

    /**
     * x mirrored at its first and last elements along an axis: a, b, c with two each gives c, b, a, b, c, b, a.
     *
     * @throws ShapeException if x has no such axis, or it does not have more elements than are to be added at an end
     * @throws IllegalArgumentException if a number of elements is negative
     */
    public static Node padReflect(Node x, int axis, int low, int high) {
        int size = x.shape().size(Axis.of("padReflect", x, axis));
        return padFrom("padReflect", x, axis, low, high, size - 1, i -> i < 0 ? -i : i < size ? i : 2 * (size - 1) - i);
    }

    /**
     * x with copies of its first and last elements along an axis: a, b, c with two each gives a, a, a, b, c, c, c.
     *
     * @throws ShapeException if x has no such axis, or no elements along it
     * @throws IllegalArgumentException if a number of copies is negative
     */
    public static Node padReplicate(Node x, int axis, int low, int high) {
        int size = x.shape().size(Axis.of("padReplicate", x, axis));
        int most = size == 0 ? 0 : Integer.MAX_VALUE;
        return padFrom("padReplicate", x, axis, low, high, most, i -> Math.max(0, Math.min(i, size - 1)));
    }

    /**
     * x continued as a ring along an axis: a, b, c with two each gives b, c, a, b, c, a, b.
     *
     * @throws ShapeException if x has no such axis, or has fewer elements than are to be added at an end
     * @throws IllegalArgumentException if a number of elements is negative
     */
    public static Node padCircular(Node x, int axis, int low, int high) {
        int size = x.shape().size(Axis.of("padCircular", x, axis));
        return padFrom("padCircular", x, axis, low, high, size, i -> Math.floorMod(i, size));
    }

    /** x with elements added whose index the function finds from that before the first or after the last. */
    private static Node padFrom(
            String function, Node x, int axis, int low, int high, int most, IntUnaryOperator source) {
        int along = checkPadding(function, x, axis, low, high, most);
        int[] sources =
                IntStream.range(-low, x.shape().size(along) + high).map(source).toArray();
        return x.take(indices(Shape.of(sources.length), sources), along);
    }

    private static int checkPadding(String function, Node x, int axis, int low, int high, int most) {
        int along = Axis.of(function, x, axis);
        if (low < 0 || high < 0) {
            throw new IllegalArgumentException(function + ": the numbers of elements added to axis " + along + " of "
                    + x.describe() + " must not be negative, but are " + low + " and " + high
                    + "; slice takes elements away");
        }
        if (Math.max(low, high) > Math.max(most, 0)) {
            throw new ShapeException(function + ": axis " + along + " of " + x.describe() + " has "
                    + x.shape().size(along) + " elements and gives at most " + Math.max(most, 0)
                    + " at an end, but " + low + " and " + high + " are to be added");
        }
        long size = (long) x.shape().size(along) + low + high;
        Shapes.checkSize(
                function,
                List.of(x),
                AxisArguments.with(
                        function, x, along, Shapes.size(size), x.shape().sizes()));
        return along;
    }

    static Shape resized(Shape shape, int axis, int size) {
        int[] sizes = shape.sizes();
        sizes[axis] = size;
        return Shape.of(sizes);
    }

    // Windows

    /**
     * All windows of x along an axis, as {@code torch.Tensor.unfold} with the places inside a window beside it: (n, c)
     * along axis 0 gives (windows, size, c), element (w, k, j) being x[w ∗ step + k ∗ dilation, j].
     *
     * @param size of a window
     * @param step from the start of one window to the start of the next
     * @param dilation the distance between two adjacent elements of a window, 1 if there is nothing between them
     * @throws ShapeException if x has no such axis, or it is shorter than a window
     * @throws IllegalArgumentException if a number is not positive
     */
    public static Node unfold(Node x, int axis, int size, int step, int dilation) {
        int along = Axis.of("unfold", x, axis);
        int count = windows("unfold", x.shape().size(along), size, step, dilation);
        int[] sizes = Shapes.checkSize("unfold", List.of(x), count, size);
        Shapes.replaced("unfold", List.of(x), x.shape(), along, 1, Shape.of(sizes));
        return x.take(windowIndices(count, size, step, dilation), along);
    }

    /**
     * Windows put back to where {@link #unfold} took them from, overlapping ones added up: (windows, size, c) along axis
     * 0 gives (length, c). It is the adjoint of {@link #unfold}.
     *
     * @param axis of the windows; the next one has the places inside a window
     * @param length of the axis that the windows are put back to
     * @throws ShapeException if x has no such axes, or not as many windows as fit into that length
     * @throws IllegalArgumentException if a number is not positive
     */
    public static Node fold(Node x, int axis, int length, int step, int dilation) {
        int along = Axis.of("fold", x, axis);
        if (along == x.shape().rank() - 1) {
            throw new ShapeException(
                    "fold: " + x.describe() + " has no axis after axis " + along + " for the places inside a window");
        }
        int size = x.shape().size(along + 1);
        int count = windows("fold", length, size, step, dilation);
        if (count != x.shape().size(along)) {
            throw new ShapeException(
                    "fold: " + x.describe() + " has " + x.shape().size(along) + " windows along axis " + along
                            + ", but into a length of " + length + " fit " + count);
        }
        return x.scatterAdd(windowIndices(count, size, step, dilation), along, length);
    }

    /** How many windows fit. */
    private static int windows(String function, int length, int size, int step, int dilation) {
        if (size < 1 || step < 1 || dilation < 1) {
            throw new IllegalArgumentException(function + ": size, step and dilation must be 1 or more, but are " + size
                    + ", " + step + " and " + dilation);
        }
        long reach = (size - 1L) * dilation + 1;
        if (reach > length) {
            throw new ShapeException(function + ": a window of " + size + " elements"
                    + (dilation == 1 ? "" : ", " + dilation + " apart,") + " takes " + reach + " places, but there are "
                    + length);
        }
        return (int) ((length - reach) / step) + 1;
    }

    private static Constant windowIndices(int count, int size, int step, int dilation) {
        int[] indices = IntStream.range(0, count * size)
                .map(i -> i / size * step + i % size * dilation)
                .toArray();
        return indices(Shape.of(count, size), indices);
    }

    static Constant indices(Shape shape, int... indices) {
        return Constant.of(Tensor.generate(shape, i -> indices[i]));
    }

    // Elements in the place of others

    /**
     * x with one axis made several: (6, 4) with axis 0 as 2, 3 gives (2, 3, 4). The inverse of {@link #flatten}.
     *
     * @param sizes of the new axes, of which one may be −1, which stands for what the others leave
     * @throws ShapeException if x has no such axis, or the sizes do not make its size
     */
    public static Node unflatten(Node x, int axis, int... sizes) {
        int along = Axis.of("unflatten", x, axis);
        Objects.requireNonNull(sizes, "sizes");
        int[] before = Arrays.copyOf(x.shape().sizes(), along);
        int[] after = Arrays.copyOfRange(x.shape().sizes(), along + 1, x.shape().rank());
        return x.reshape(
                Stream.of(before, sizes, after).flatMapToInt(Arrays::stream).toArray());
    }

    /**
     * x with a number where a mask is not 0; no gradient arrives there.
     *
     * @param mask broadcast to x, such as {@code x.less(0)}
     * @throws ShapeException if the mask does not broadcast to x
     */
    public static Node maskedFill(Node x, Node mask, double value) {
        Objects.requireNonNull(mask, "mask");
        return mask.broadcastTo(x.shape()).where(Constant.of(value), x);
    }

    /**
     * x with a number in all slices at these indices of an axis.
     *
     * @param indices of shape (k), integers in range, which is checked when run
     * @throws ShapeException if x has no such axis, or the indices are no vector
     */
    public static Node indexFill(Node x, int axis, Node indices, double value) {
        int along = Axis.of("indexFill", x, axis);
        requireVector("indexFill", indices);
        int size = x.shape().size(along);
        Node counts = Constant.of(1).broadcastTo(indices.shape()).scatterAdd(indices, 0, size);
        int[] column = new int[x.shape().rank() - along];
        Arrays.fill(column, 1);
        column[0] = size;
        return maskedFill(x, counts.reshape(column), value);
    }

    /**
     * x with slices added at these indices of an axis, one after the other where an index repeats.
     *
     * @param indices of shape (k), integers in range, which is checked when run
     * @param slices of x's shape but for k along the axis
     * @throws ShapeException if x has no such axis, the indices are no vector, or the slices do not fit
     */
    public static Node indexAdd(Node x, int axis, Node indices, Node slices) {
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
                    + " must have one axis; takeAlongAxis and ScatterAlong have an index for each element");
        }
    }

    /**
     * Matrices one after the other along the diagonal, zeros elsewhere: (2, 3) and (1, 1) give (3, 4).
     *
     * @throws ShapeException if one is not a matrix, or there is none
     */
    public static Node blockDiagonal(Node... matrices) {
        Objects.requireNonNull(matrices, "matrices");
        long allRows = 0, allColumns = 0;
        for (Node matrix : matrices) {
            if (matrix.shape().rank() != 2) {
                throw new ShapeException("blockDiagonal: " + matrix.describe() + " is not a matrix");
            }
            allRows += matrix.shape().size(0);
            allColumns += matrix.shape().size(1);
        }
        int columns = Shapes.size(allColumns);
        Shapes.checkSize("blockDiagonal", List.of(matrices), Shapes.size(allRows), columns);
        List<Node> rows = new ArrayList<>();
        int left = 0;
        for (Node matrix : matrices) {
            int width = matrix.shape().size(1);
            rows.add(matrix.pad(1, left, columns - left - width));
            left += width;
        }
        return concat(0, rows);
    }

    // Grids of several vectors

    /**
     * Each vector along an axis of its own, repeated along the others: of (n) and (m) two matrices (n, m). {@code np.meshgrid}
     * with indexing ij.
     *
     * @throws ShapeException if one is no vector
     */
    public static List<Node> meshGrid(Node... vectors) {
        Objects.requireNonNull(vectors, "vectors");
        int[] sizes = new int[vectors.length];
        for (int i = 0; i < vectors.length; i++) {
            if (vectors[i].shape().rank() != 1) {
                throw new ShapeException("meshGrid: " + vectors[i].describe() + " must have one axis");
            }
            sizes[i] = vectors[i].shape().size(0);
        }
        Shapes.checkSize("meshGrid", List.of(vectors), sizes);
        List<Node> grid = new ArrayList<>();
        for (int i = 0; i < vectors.length; i++) {
            int[] column = new int[vectors.length - i];
            Arrays.fill(column, 1);
            column[0] = sizes[i];
            grid.add(vectors[i].reshape(column).broadcastTo(Shape.of(sizes)));
        }
        return grid;
    }

    /**
     * All tuples of an element of each vector, the last one changing first: of (n) and (m) a matrix (n m, 2).
     *
     * @throws ShapeException if one is no vector, or there is none
     */
    public static Node cartesianProduct(Node... vectors) {
        List<Node> grid = meshGrid(vectors);
        int rows = grid.isEmpty() ? 0 : grid.get(0).shape().elements();
        return stack(1, grid.stream().map(node -> node.reshape(rows)).toList());
    }

    /**
     * All choices of this number of different places of a vector, in ascending order: of (n) a matrix with a row for each.
     * {@code torch.combinations}.
     *
     * @param count how many places make a row, 1 or more
     * @throws ShapeException if x is no vector
     * @throws IllegalArgumentException if the count is less than 1
     */
    public static Node combinations(Node x, int count) {
        Objects.requireNonNull(x, "x");
        requireVector("combinations", x);
        if (count < 1) {
            throw new IllegalArgumentException("combinations: the count must be 1 or more, such as 2, not " + count);
        }
        Shapes.checkSize(
                "combinations", List.of(x), Shapes.size(binomial(x.shape().size(0), count)), count);
        List<int[]> rows = new ArrayList<>(List.of(new int[0]));
        for (int i = 0; i < count; i++) {
            List<int[]> longer = new ArrayList<>();
            for (int[] row : rows) {
                for (int next = i == 0 ? 0 : row[i - 1] + 1; next < x.shape().size(0); next++) {
                    int[] more = Arrays.copyOf(row, i + 1);
                    more[i] = next;
                    longer.add(more);
                }
            }
            rows = longer;
        }
        int[] indices = rows.stream().flatMapToInt(Arrays::stream).toArray();
        return x.take(indices(Shape.of(rows.size(), count), indices), 0);
    }

    /** How many choices there are, or more than any array holds. */
    private static long binomial(int n, int count) {
        long choices = 1;
        for (int i = 1; i <= Math.min(count, n - count); i++) {
            choices = choices * (n - i + 1) / i;
            if (choices > Integer.MAX_VALUE) {
                return choices;
            }
        }
        return count > n ? 0 : choices;
    }
}
