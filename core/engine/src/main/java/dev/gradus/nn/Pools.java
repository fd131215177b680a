package dev.gradus.nn;

import dev.gradus.node.Constant;
import dev.gradus.node.Indexing;
import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Pooling and upsampling over one or more spatial axes of x (n_batch, n_channels, sizes…). */
public final class Pools {
    private static final int CHANNEL_AXES = 2;

    private Pools() {}

    /**
     * Returns the greatest element of each window; see {@link MaxPool}.
     *
     * @throws ShapeException if x does not have such a shape, or a window does not fit into it
     * @throws IllegalArgumentException if the windows are for another number of axes, or more than half of a window is
     *     padding
     */
    public static Node maxPool(Node x, PoolWindows windows) {
        return new MaxPool(x, windows);
    }

    /**
     * Returns the mean of each window. Padding counts as zeros, as in PyTorch by default.
     *
     * @throws ShapeException if x does not have such a shape, or a window does not fit into it
     * @throws IllegalArgumentException if the windows are for another number of axes, or more than half of a window is
     *     padding
     */
    public static Node averagePool(Node x, PoolWindows windows) {
        return averagePool(x, windows, true);
    }

    /**
     * Returns the mean of each window.
     *
     * @param paddingCounts whether padding counts as zeros; if not, the mean there is of fewer elements
     * @throws ShapeException if x does not have such a shape, or a window does not fit into it
     * @throws IllegalArgumentException if the windows are for another number of axes, or more than half of a window is
     *     padding
     */
    public static Node averagePool(Node x, PoolWindows windows, boolean paddingCounts) {
        Objects.requireNonNull(x, "x");
        Objects.requireNonNull(windows, "windows");
        int[] counts = windows.shape("averagePool", x.shape()).sizes();
        if (isTiling(windows, x.shape(), counts)) {
            return meanOfTiles(x, counts);
        }
        Node pooled = x;
        for (int axis = CHANNEL_AXES; axis < counts.length; axis++) {
            pooled = windows.isAdaptive()
                    ? meanOfParts(pooled, axis, windows.along("averagePool", x.shape(), axis - CHANNEL_AXES))
                    : meanOfWindows(pooled, x.shape(), axis, windows, paddingCounts);
        }
        return pooled;
    }

    /** Returns whether the windows are adjacent and cover all elements. */
    private static boolean isTiling(PoolWindows windows, Shape x, int... counts) {
        for (int axis = CHANNEL_AXES; axis < counts.length; axis++) {
            int size = x.size(axis) / counts[axis];
            PoolWindows.Line line = windows.along("averagePool", x, axis - CHANNEL_AXES);
            for (int i = 0; i < counts[axis]; i++) {
                if (line.first()[i] != i * size || line.counts()[i] != size || line.step() != 1 && size > 1) {
                    return false;
                }
            }
            if (size * counts[axis] != x.size(axis)) {
                return false;
            }
        }
        return true;
    }

    private static Node meanOfTiles(Node x, int... counts) {
        int spatial = counts.length - CHANNEL_AXES;
        int[] split = Arrays.copyOf(counts, CHANNEL_AXES + 2 * spatial);
        int[] tiles = new int[spatial];
        for (int axis = 0; axis < spatial; axis++) {
            int at = axis + CHANNEL_AXES;
            split[CHANNEL_AXES + 2 * axis] = counts[at];
            split[CHANNEL_AXES + 2 * axis + 1] = x.shape().size(at) / counts[at];
            tiles[axis] = CHANNEL_AXES + 2 * axis + 1;
        }
        return x.reshape(split).mean(tiles);
    }

    /** Computes the means along one axis, as a convolution of each channel with a kernel of equal weights. */
    private static Node meanOfWindows(Node x, Shape whole, int axis, PoolWindows windows, boolean paddingCounts) {
        int[] sizes = x.shape().sizes();
        int spatial = axis - CHANNEL_AXES, axes = sizes.length - CHANNEL_AXES;
        int size = ConvolutionOptions.each("size", windows.sizes(), axes)[spatial];
        int padding = ConvolutionOptions.each("padding", windows.paddings(), axes)[spatial];
        boolean isFull = paddingCounts || padding == 0;
        int[] channel = sizes.clone(), kernel = alone(sizes.length, axis, size);
        channel[0] = sizes[0] * sizes[1];
        channel[1] = 1;
        Node sums = new Convolution(
                x.reshape(channel),
                Constant.of(Tensor.full(Shape.of(kernel), isFull ? 1.0 / size : 1)),
                along(windows.strides(), axes, spatial, 1),
                along(windows.paddings(), axes, spatial, 0),
                along(windows.paddings(), axes, spatial, 0),
                along(windows.dilations(), axes, spatial, 1),
                1);
        sizes[axis] = sums.shape().size(axis);
        Node result = sums.reshape(sizes);
        return isFull
                ? result
                : result.divide(counts(windows.along("averagePool", whole, spatial), sizes.length, axis));
    }

    private static int[] along(List<Integer> values, int axes, int spatial, int others) {
        int[] each = new int[axes];
        Arrays.fill(each, others);
        each[spatial] = ConvolutionOptions.each("values", values, axes)[spatial];
        return each;
    }

    private static int[] alone(int rank, int axis, int size) {
        int[] sizes = new int[rank];
        Arrays.fill(sizes, 1);
        sizes[axis] = size;
        return sizes;
    }

    private static Constant counts(PoolWindows.Line line, int rank, int axis) {
        return Constant.of(Tensor.generate(Shape.of(alone(rank, axis, line.windows())), i -> line.counts()[i]));
    }

    private static Node meanOfParts(Node x, int axis, PoolWindows.Line line) {
        int most = Arrays.stream(line.counts()).max().orElse(1);
        Shape windows = Shape.of(line.windows(), most);
        Constant indices = Constant.of(Tensor.generate(
                windows, i -> line.first()[i / most] + Math.min(i % most, line.counts()[i / most] - 1)));
        Node parts = x.take(indices, axis);
        if (Arrays.stream(line.counts()).anyMatch(count -> count < most)) {
            int[] row = alone(x.shape().rank() + 1, axis, line.windows());
            row[axis + 1] = most;
            Node isPart = Constant.of(Tensor.generate(Shape.of(row), i -> i % most < line.counts()[i / most] ? 1 : 0));
            parts = isPart.where(parts, Constant.of(0));
        }
        return parts.sum(axis + 1).divide(counts(line, x.shape().rank(), axis));
    }

    private static int product(int[] sizes, int from, int to) {
        int product = 1;
        for (int axis = from; axis < to; axis++) {
            product *= sizes[axis];
        }
        return product;
    }

    /**
     * Resizes each spatial axis by nearest-neighbor interpolation: element i is element ⌊i n / m⌋ of x. PyTorch's {@code
     * interpolate} with mode nearest.
     *
     * @param sizes the new sizes of the spatial axes
     * @throws ShapeException if x has no spatial axes, or an axis has no elements
     * @throws IllegalArgumentException if there is not one size for each spatial axis, or one is less than 1
     */
    public static Node upsampleNearest(Node x, int... sizes) {
        return stretched("upsampleNearest", x, sizes, (node, axis, m) -> {
            int n = node.shape().size(axis);
            return node.take(indices(m, i -> (int) ((long) i * n / m)), axis);
        });
    }

    /**
     * Resizes each spatial axis by linear (bilinear, trilinear) interpolation. PyTorch's {@code interpolate}.
     *
     * @param alignCorners whether the centers of the first and the last element keep their positions; if not, their outer
     *     edges do
     * @param sizes the new sizes of the spatial axes
     * @throws ShapeException if x has no spatial axes, or an axis has no elements
     * @throws IllegalArgumentException if there is not one size for each spatial axis, or one is less than 1
     */
    public static Node upsampleLinear(Node x, boolean alignCorners, int... sizes) {
        return stretched("upsampleLinear", x, sizes, (node, axis, m) -> linear(node, axis, m, alignCorners));
    }

    /**
     * Resizes each spatial axis by cubic convolution, which is bicubic interpolation for images. Elements beyond an edge
     * repeat the one at the edge. PyTorch's {@code interpolate} with mode bicubic.
     *
     * @param alignCorners whether the centers of the first and the last element keep their positions; if not, their outer
     *     edges do
     * @param sizes the new sizes of the spatial axes
     * @throws ShapeException if x has no spatial axes, or an axis has no elements
     * @throws IllegalArgumentException if there is not one size for each spatial axis, or one is less than 1
     */
    public static Node upsampleCubic(Node x, boolean alignCorners, int... sizes) {
        return stretched("upsampleCubic", x, sizes, (node, axis, m) -> cubic(node, axis, m, alignCorners));
    }

    private interface Stretch {
        Node of(Node x, int axis, int size);
    }

    /** Stretches each spatial axis to its new size. */
    private static Node stretched(String name, Node x, int[] sizes, Stretch stretch) {
        check(name, x, sizes);
        Node stretched = x;
        for (int spatial = 0; spatial < sizes.length; spatial++) {
            stretched = stretch.of(stretched, spatial + CHANNEL_AXES, sizes[spatial]);
        }
        return stretched;
    }

    private static Node cubic(Node x, int axis, int m, boolean alignCorners) {
        int n = x.shape().size(axis);
        double[][] weights = new double[m][];
        int[] left = new int[m];
        for (int i = 0; i < m; i++) {
            double source = source(i, n, m, alignCorners);
            left[i] = (int) Math.floor(source);
            weights[i] = CubicKernel.weights(source - left[i]);
        }
        return IntStream.range(0, 4)
                .mapToObj(k -> weighted(x, axis, m, i -> left[i] + k - 1, i -> weights[i][k]))
                .reduce(Node::add)
                .orElseThrow();
    }

    /**
     * Multiplies elements along an axis by weights. Indices beyond an edge are clamped to it. An element of weight 0 is
     * ignored, even if it is not finite.
     */
    private static Node weighted(Node x, int axis, int m, IntUnaryOperator index, IntToDoubleFunction weight) {
        int last = x.shape().size(axis) - 1;
        Shape column = Shape.of(alone(x.shape().rank() - axis, 0, m));
        Node elements = x.take(indices(m, i -> Math.max(0, Math.min(index.applyAsInt(i), last))), axis);
        Node product = elements.multiply(Constant.of(Tensor.generate(column, weight::applyAsDouble)));
        if (IntStream.range(0, m).noneMatch(i -> weight.applyAsDouble(i) == 0)) {
            return product;
        }
        Node takesPart = Constant.of(Tensor.generate(column, i -> weight.applyAsDouble(i) == 0 ? 0 : 1));
        return takesPart.where(product, Constant.of(0));
    }

    /** The position, along an axis of n elements, of element i of m. */
    private static double source(int i, int n, int m, boolean alignCorners) {
        if (alignCorners) {
            return m == 1 ? 0 : i * ((n - 1.0) / (m - 1));
        }
        return (i + 0.5) * ((double) n / m) - 0.5;
    }

    private static Node linear(Node x, int axis, int m, boolean alignCorners) {
        int n = x.shape().size(axis);
        IntToDoubleFunction position = i -> Math.max(0, source(i, n, m, alignCorners));
        IntUnaryOperator left = i -> Math.min((int) position.applyAsDouble(i), n - 1);
        IntToDoubleFunction toLeft = i -> position.applyAsDouble(i) - left.applyAsInt(i);
        return weighted(x, axis, m, left, i -> 1 - toLeft.applyAsDouble(i))
                .add(weighted(x, axis, m, i -> left.applyAsInt(i) + 1, toLeft));
    }

    private static Constant indices(int count, IntUnaryOperator index) {
        return Constant.of(Tensor.generate(Shape.of(count), index::applyAsInt));
    }

    private static void check(String name, Node x, int... sizes) {
        Objects.requireNonNull(x, "x");
        Objects.requireNonNull(sizes, "sizes");
        int spatial = x.shape().rank() - CHANNEL_AXES;
        if (spatial < 1) {
            throw new ShapeException(name + ": " + x.describe() + " must have the shape (n_batch, n_channels, sizes…)");
        }
        if (sizes.length != spatial || Arrays.stream(sizes).anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException(
                    name + ": " + Arrays.toString(sizes) + " must be a size of at least 1 for each of" + " the "
                            + spatial + " spatial axes of " + x.describe());
        }
        for (int axis = CHANNEL_AXES; axis < x.shape().rank(); axis++) {
            if (x.shape().size(axis) == 0) {
                throw new ShapeException(name + ": " + x.describe() + " has no elements along axis " + axis);
            }
        }
    }

    /**
     * Samples images at the points of a grid by bilinear interpolation, with zeros outside the image. PyTorch's {@code
     * grid_sample}, bilinear. The gradient reaches the image and the grid, so a transformation of coordinates can be learned
     * (Jaderberg, Simonyan, Zisserman and Kavukcuoglu, "Spatial transformer networks", NeurIPS 2015). The slope at the
     * center of a pixel is the one towards greater coordinates.
     *
     * @param x of shape (n_batch, n_channels, height, width)
     * @param grid of shape (n_batch, new height, new width, 2): x, then y, from −1 for the left or upper edge to 1 for the
     *     right or lower one
     * @param alignCorners whether ±1 are the centers of the outermost pixels; if not, their outer edges
     * @throws ShapeException if x or the grid do not have such shapes, or x has no elements
     */
    public static Node gridSample(Node x, Node grid, boolean alignCorners) {
        Objects.requireNonNull(x, "x");
        Objects.requireNonNull(grid, "grid");
        return GridSample.of(x, grid, alignCorners, false);
    }

    /**
     * Samples images at the points of a grid by cubic convolution of the sixteen surrounding pixels, which has no kinks.
     * PyTorch's {@code grid_sample}, bicubic; otherwise like {@link #gridSample}.
     *
     * @param x of shape (n_batch, n_channels, height, width)
     * @param grid of shape (n_batch, new height, new width, 2): x, then y, from −1 for the left or upper edge to 1 for the
     *     right or lower one
     * @param alignCorners whether ±1 are the centers of the outermost pixels; if not, their outer edges
     * @throws ShapeException if x or the grid do not have such shapes, or x has no elements
     */
    public static Node gridSampleCubic(Node x, Node grid, boolean alignCorners) {
        Objects.requireNonNull(x, "x");
        Objects.requireNonNull(grid, "grid");
        return GridSample.of(x, grid, alignCorners, true);
    }

    /**
     * Interleaves the groups of channels (Zhang, Zhou, Lin and Sun, "ShuffleNet", CVPR 2018): channel (group, member)
     * becomes channel (member, group).
     *
     * @throws ShapeException if x has no channels, or they are not divisible by the number of groups
     */
    public static Node channelShuffle(Node x, int groups) {
        Objects.requireNonNull(x, "x");
        int[] sizes = x.shape().sizes();
        if (sizes.length < CHANNEL_AXES || groups < 1 || sizes[1] % groups != 0) {
            throw new ShapeException(
                    "channelShuffle: " + x.describe() + " must have the shape (n_batch, n_channels, …) with "
                            + "channels that can be divided into " + groups + " groups of equal size");
        }
        int rest = product(sizes, CHANNEL_AXES, sizes.length);
        return x.reshape(sizes[0], groups, sizes[1] / groups, rest)
                .transpose(0, 2, 1, 3)
                .reshape(sizes);
    }

    /**
     * Inverts max pooling: moves each element of x to the position from which it was taken and sets the others to 0. Where
     * windows overlap, the last one determines the element.
     *
     * @param indices the result of {@link ArgMaxPool} for an array of shape (n_batch, n_channels, sizes…)
     * @param sizes the spatial sizes of that array
     * @throws ShapeException if x and the indices differ in shape, or x has no spatial axes
     * @throws IllegalArgumentException if there is not one size for each spatial axis, or one is less than 1
     */
    public static Node maxUnpool(Node x, Node indices, int... sizes) {
        Objects.requireNonNull(indices, "indices");
        check("maxUnpool", x, sizes);
        if (!indices.shape().equals(x.shape())) {
            throw new ShapeException("maxUnpool: " + x.describe() + " needs an index for each element, but "
                    + indices.describe() + " has another shape");
        }
        int[] result = x.shape().sizes();
        System.arraycopy(sizes, 0, result, CHANNEL_AXES, sizes.length);
        requireRoom("maxUnpool", x, result);
        Node flat = Constant.of(Tensor.zeros(product(result, 0, result.length)));
        int elements = x.shape().elements();
        return Indexing.scatter(flat, 0, indices.reshape(elements), x.reshape(elements))
                .reshape(result);
    }

    /**
     * Moves channels into space (Shi and others, "Real-time single image and video super-resolution using an efficient
     * sub-pixel convolutional neural network", CVPR 2016): (n_batch, n_channels · r², height, width) becomes (n_batch,
     * n_channels, height · r, width · r).
     *
     * @param factor r
     * @throws ShapeException if x does not have four axes, or its channels are not divisible by r²
     */
    public static Node pixelShuffle(Node x, int factor) {
        int[] sizes = requireImages("pixelShuffle", x);
        if (factor < 1 || sizes[1] % ((long) factor * factor) != 0) {
            throw new ShapeException("pixelShuffle: the " + sizes[1] + " channels of " + x.describe()
                    + " cannot be divided into squares of " + factor + " by " + factor);
        }
        int channels = (int) (sizes[1] / ((long) factor * factor));
        requireRoom("pixelShuffle", x, sizes[0], channels, factor, factor, sizes[2], sizes[3]);
        return x.reshape(sizes[0], channels, factor, factor, sizes[2], sizes[3])
                .transpose(0, 1, 4, 2, 5, 3)
                .reshape(sizes[0], channels, sizes[2] * factor, sizes[3] * factor);
    }

    /**
     * Moves space into channels, the inverse of {@link #pixelShuffle}.
     *
     * @throws ShapeException if x does not have four axes, or its height or width is not divisible by r
     */
    public static Node pixelUnshuffle(Node x, int factor) {
        int[] sizes = requireImages("pixelUnshuffle", x);
        if (factor < 1 || sizes[2] % factor != 0 || sizes[3] % factor != 0) {
            throw new ShapeException(
                    "pixelUnshuffle: height and width of " + x.describe() + " are not divisible by " + factor);
        }
        int height = sizes[2] / factor, width = sizes[3] / factor;
        requireRoom("pixelUnshuffle", x, sizes[0], sizes[1], height, factor, width, factor);
        return x.reshape(sizes[0], sizes[1], height, factor, width, factor)
                .transpose(0, 1, 3, 5, 2, 4)
                .reshape(sizes[0], sizes[1] * factor * factor, height, width);
    }

    private static void requireRoom(String name, Node x, int... sizes) {
        if (Shape.isTooLarge(sizes)) {
            throw new ShapeException(name + ": " + x.describe() + " would give " + Arrays.toString(sizes)
                    + ", more elements than an array can hold");
        }
    }

    private static int[] requireImages(String name, Node x) {
        Objects.requireNonNull(x, "x");
        if (x.shape().rank() != CHANNEL_AXES + 2) {
            throw new ShapeException(
                    name + ": " + x.describe() + " must have the shape (n_batch, n_channels, height, width)");
        }
        return x.shape().sizes();
    }
}
