package dev.gradus.nn;

import dev.gradus.kernel.math.Axes;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A convolution over any number of spatial axes, without flipping the kernel, as in neural networks. x of shape (n_batch,
 * n_in, sizes…) and w of shape (n_out, n_in / groups, kernel sizes…) give (n_batch, n_out, positions…). For one axis and one
 * group, element (n, k, o) is
 *
 * <pre>{@code Σ_c Σ_r w_kcr x_nc(stride · o + dilation · r − low)}</pre>
 *
 * <p>accumulated over c and r in order, by fma, from 0. Along each axis, x is padded with {@code low} zeros before its first
 * element and {@code high} zeros after its last. The zeros participate, so ∞ ∗ 0 is NaN. A negative number removes elements
 * of x instead. Input and output channels are divided into the same number of groups, and each output group depends only on
 * the corresponding input group.
 *
 * <p>Both derivatives are convolutions. ∂J/∂x is a convolution of ∂J/∂this, with zeros between its elements for a stride,
 * and the flipped kernel with its channels swapped. ∂J/∂w is a convolution of x and ∂J/∂this with the axes of batch and
 * channels swapped, in which stride and dilation trade places. {@link Convolutions} has methods for the usual cases.
 */
public final class Convolution extends Op {
    private static final int CHANNEL_AXES = 2;

    private final int[] stride;
    private final int[] low;
    private final int[] high;
    private final int[] dilation;
    private final int groups;

    /**
     * Creates the convolution of x and w. The arrays have one number for each spatial axis.
     *
     * @param stride the distance in x between positions, at least 1
     * @param low the number of zeros before the first element
     * @param high the number of zeros after the last element
     * @param dilation the distance in x between elements of the kernel, at least 1
     * @param groups the number of groups of channels, at least 1
     * @throws ShapeException if the operands' ranks, channels and groups do not match, or the kernel is larger than the
     *     padded x
     * @throws IllegalArgumentException if a stride, a dilation or the number of groups is less than 1
     */
    public Convolution(Node x, Node w, int[] stride, int[] low, int[] high, int[] dilation, int groups) {
        super(shape(x, w, stride, low, high, dilation, groups), x, w);
        this.stride = stride.clone();
        this.low = low.clone();
        this.high = high.clone();
        this.dilation = dilation.clone();
        this.groups = groups;
    }

    private static Shape shape(Node x, Node w, int[] stride, int[] low, int[] high, int[] dilation, int groups) {
        Objects.requireNonNull(x, "x");
        Objects.requireNonNull(w, "w");
        Objects.requireNonNull(stride, "stride");
        Objects.requireNonNull(low, "low");
        Objects.requireNonNull(high, "high");
        Objects.requireNonNull(dilation, "dilation");
        int rank = x.shape().rank();
        if (rank < CHANNEL_AXES || w.shape().rank() != rank) {
            throw new ShapeException(
                    "Convolution: " + x.describe() + " must have the shape (n_batch, n_in, sizes…) and " + w.describe()
                            + " the shape (n_out, n_in / groups, kernel sizes…), with the same number of axes");
        }
        int axes = rank - CHANNEL_AXES;
        ConvolutionOptions.check("stride", 1, axes, stride);
        ConvolutionOptions.check("low", Integer.MIN_VALUE, axes, low);
        ConvolutionOptions.check("high", Integer.MIN_VALUE, axes, high);
        ConvolutionOptions.check("dilation", 1, axes, dilation);
        ConvolutionOptions.check("groups", 1, 1, groups);
        checkChannels(x, w, groups);
        int[] sizes = new int[rank];
        sizes[0] = x.shape().size(0);
        sizes[1] = w.shape().size(0);
        for (int axis = 0; axis < axes; axis++) {
            int at = axis + CHANNEL_AXES;
            long padded = (long) x.shape().size(at) + low[axis] + high[axis];
            long reach = dilation[axis] * (w.shape().size(at) - 1L) + 1;
            if (w.shape().size(at) == 0 || reach > padded) {
                throw new ShapeException(
                        "Convolution: along axis " + at + " the kernel " + w.describe() + " reaches over "
                                + reach + " elements, but there are " + padded + " of " + x.describe()
                                + " with its padding; use more padding or a smaller kernel");
            }
            if (padded > Integer.MAX_VALUE) {
                throw new ShapeException("Convolution: along axis " + at + " " + x.describe() + " with its padding, "
                        + low[axis] + " and " + high[axis] + " zeros, would have " + padded
                        + ", more elements than an array can hold");
            }
            sizes[at] = (int) ((padded - reach) / stride[axis] + 1);
        }
        if (Shape.isTooLarge(sizes)) {
            throw new ShapeException("Convolution: " + x.describe() + ", " + w.describe()
                    + " would give more elements than an array can hold");
        }
        String[] names = new String[rank];
        Arrays.fill(names, "");
        names[0] = x.shape().name(0);
        names[1] = w.shape().name(0);
        return Shape.of(sizes).named(names);
    }

    private static void checkChannels(Node x, Node w, int groups) {
        int channels = x.shape().size(1);
        int kernels = w.shape().size(0);
        if (channels % groups != 0 || kernels % groups != 0) {
            throw new ShapeException("Convolution: the " + channels + " channels of " + x.describe() + " and the "
                    + kernels + " of " + w.describe() + " must form " + groups + " groups of equal size");
        }
        if (w.shape().size(1) * groups != channels) {
            throw new ShapeException("Convolution: " + w.describe() + " takes "
                    + w.shape().size(1) + " channels in each of "
                    + groups + (groups == 1 ? " group" : " groups") + ", but " + x.describe() + " has " + channels
                    + " channels along axis 1"
                    + (groups == 1 && kernels == channels ? ". Did you mean the transposed convolution?" : ""));
        }
    }

    @Override
    public void forward(double[][] in, double[] out) {
        int rank = shape().rank();
        int[] xSizes = input(0).shape().sizes(), wSizes = input(1).shape().sizes();
        int[] outer = shape().sizes();
        int channels = wSizes[1];
        int plane = Axes.elements(xSizes, CHANNEL_AXES, rank), taps = Axes.elements(wSizes, CHANNEL_AXES, rank);
        int kernelsOfGroup = outer[1] / groups;
        for (int i = 0; i < out.length; i++) {
            int[] at = shape().index(i);
            int firstChannel = at[1] / kernelsOfGroup * channels;
            double sum = 0;
            for (int c = 0; c < channels; c++) {
                int start = (at[0] * xSizes[1] + firstChannel + c) * plane;
                for (int tap = 0; tap < taps; tap++) {
                    int offset = offset(at, tap, xSizes, wSizes);
                    double x = offset < 0 ? 0 : in[0][start + offset];
                    sum = Math.fma(in[1][(at[1] * channels + c) * taps + tap], x, sum);
                }
            }
            out[i] = sum;
        }
    }

    /** Returns the position in a plane of x under an element of the kernel, or −1 in the padding. */
    private int offset(int[] at, int tap, int[] xSizes, int[] wSizes) {
        int offset = 0;
        int strideOfX = 1;
        int rest = tap;
        for (int axis = xSizes.length - 1; axis >= CHANNEL_AXES; axis--) {
            int spatial = axis - CHANNEL_AXES;
            int index = at[axis] * stride[spatial] + rest % wSizes[axis] * dilation[spatial] - low[spatial];
            rest /= wSizes[axis];
            if (index < 0 || index >= xSizes[axis]) {
                return -1;
            }
            offset += index * strideOfX;
            strideOfX *= xSizes[axis];
        }
        return offset;
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(ofInput(upstream), ofKernel(upstream));
    }

    private Node ofInput(Node upstream) {
        int axes = stride.length;
        int[] lowOfUpstream = new int[axes];
        int[] highOfUpstream = new int[axes];
        for (int axis = 0; axis < axes; axis++) {
            int reach = dilation[axis] * (input(1).shape().size(axis + CHANNEL_AXES) - 1);
            int spread = (shape().size(axis + CHANNEL_AXES) - 1) * stride[axis] + 1;
            lowOfUpstream[axis] = reach - low[axis];
            highOfUpstream[axis] = input(0).shape().size(axis + CHANNEL_AXES) - spread + low[axis];
        }
        return new Convolution(
                spread(upstream, stride),
                turned(input(1), groups),
                ones(axes),
                lowOfUpstream,
                highOfUpstream,
                dilation,
                groups);
    }

    /** Inserts zeros between the elements along the spatial axes, so that they are {@code stride} apart. */
    static Node spread(Node x, int... stride) {
        if (Arrays.stream(stride).allMatch(step -> step == 1)) {
            return x;
        }
        int rank = x.shape().rank();
        int[] interior = new int[rank];
        for (int axis = 0; axis < stride.length; axis++) {
            interior[axis + CHANNEL_AXES] = stride[axis] - 1;
        }
        return x.pad(new int[rank], new int[rank], interior);
    }

    /** Swaps the kernel's channels within each group, and flips it along the spatial axes. */
    static Node turned(Node w, int groups) {
        int[] sizes = w.shape().sizes();
        int[] spatial = IntStream.range(CHANNEL_AXES, sizes.length).toArray();
        Node flipped = spatial.length == 0 ? w : w.flip(spatial);
        if (groups == 1) {
            return flipped.transpose(order(1, 0, sizes.length));
        }
        int[] swapped = sizes.clone();
        swapped[0] = sizes[1] * groups;
        swapped[1] = sizes[0] / groups;
        return split(flipped, 0, groups).transpose(order(0, 2, 1, sizes.length)).reshape(swapped);
    }

    private Node ofKernel(Node upstream) {
        Node x = input(0);
        int axes = stride.length;
        int[] sizes = x.shape().sizes();
        int[] rest = new int[axes];
        for (int axis = 0; axis < axes; axis++) {
            int at = axis + CHANNEL_AXES;
            int used = (shape().size(at) - 1) * stride[axis]
                    + dilation[axis] * (input(1).shape().size(at) - 1)
                    + 1;
            rest[axis] = sizes[at] + low[axis] - used;
        }
        Node slope = new Convolution(
                batchAsChannels(x, groups),
                upstream.transpose(order(1, 0, shape().rank())),
                dilation,
                low,
                Arrays.stream(rest).map(unused -> -unused).toArray(),
                stride,
                groups);
        return slope.transpose(order(1, 0, shape().rank()));
    }

    /** Swaps the axes of batch and channels within each group. */
    private static Node batchAsChannels(Node x, int groups) {
        int[] sizes = x.shape().sizes();
        if (groups == 1) {
            return x.transpose(order(1, 0, sizes.length));
        }
        int[] swapped = sizes.clone();
        swapped[0] = sizes[1] / groups;
        swapped[1] = groups * sizes[0];
        return split(x, 1, groups).transpose(order(2, 1, 0, sizes.length)).reshape(swapped);
    }

    private static Node split(Node x, int axis, int groups) {
        int[] sizes = x.shape().sizes();
        int[] more = new int[sizes.length + 1];
        System.arraycopy(sizes, 0, more, 0, axis);
        more[axis] = groups;
        more[axis + 1] = sizes[axis] / groups;
        System.arraycopy(sizes, axis + 1, more, axis + 2, sizes.length - axis - 1);
        return x.reshape(more);
    }

    private static int[] order(int first, int second, int rank) {
        int[] order = IntStream.range(0, rank).toArray();
        order[0] = first;
        order[1] = second;
        return order;
    }

    private static int[] order(int first, int second, int third, int rank) {
        int[] order = IntStream.range(0, rank + 1).toArray();
        order[0] = first;
        order[1] = second;
        order[2] = third;
        return order;
    }

    static int[] ones(int count) {
        int[] ones = new int[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** Returns the distance in x between positions, for each spatial axis. */
    public int[] stride() {
        return stride.clone();
    }

    /** Returns the number of leading zeros, for each spatial axis. */
    public int[] low() {
        return low.clone();
    }

    /** Returns the number of trailing zeros, for each spatial axis. */
    public int[] high() {
        return high.clone();
    }

    /** Returns the distance in x between elements of the kernel, for each spatial axis. */
    public int[] dilation() {
        return dilation.clone();
    }

    /** Returns the number of groups of channels. */
    public int groups() {
        return groups;
    }

    @Override
    public Convolution withInputs(List<Node> inputs) {
        checkCount(inputs);
        return new Convolution(inputs.get(0), inputs.get(1), stride, low, high, dilation, groups);
    }

    @Override
    public Record attributes() {
        return new Geometry(list(stride), list(low), list(high), list(dilation), groups);
    }

    private record Geometry(
            List<Integer> stride, List<Integer> low, List<Integer> high, List<Integer> dilation, int groups) {}

    private static List<Integer> list(int... numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    @Override
    public List<String> operands() {
        return List.of("x", "w");
    }

    @Override
    public Notation notation() {
        List<String> arguments = new ArrayList<>();
        if (Arrays.stream(stride).anyMatch(step -> step != 1)) {
            arguments.add("stride " + text(stride));
        }
        if (Arrays.stream(low).anyMatch(zeros -> zeros != 0)
                || Arrays.stream(high).anyMatch(zeros -> zeros != 0)) {
            arguments.add("padding " + (Arrays.equals(low, high) ? text(low) : text(low) + " to " + text(high)));
        }
        if (Arrays.stream(dilation).anyMatch(step -> step != 1)) {
            arguments.add("dilation " + text(dilation));
        }
        if (groups != 1) {
            arguments.add("groups " + groups);
        }
        return Notation.function("conv").arguments(arguments).java(java()).numpy(numpy());
    }

    private static String text(int... numbers) {
        return Arrays.stream(numbers).distinct().count() == 1 ? String.valueOf(numbers[0]) : Arrays.toString(numbers);
    }

    private String java() {
        return "new Convolution({0}, {1}, " + java(stride) + ", " + java(low) + ", " + java(high) + ", "
                + java(dilation) + ", " + groups + ")";
    }

    private static String java(int... values) {
        return Arrays.stream(values).mapToObj(String::valueOf).collect(Collectors.joining(", ", "new int[] {", "}"));
    }

    private String numpy() {
        int axes = stride.length;
        int[] x = input(0).shape().sizes(), w = input(1).shape().sizes(), out = shape().sizes();
        StringBuilder pads = new StringBuilder("(0, 0), (0, 0)");
        StringBuilder crops = new StringBuilder(":, :");
        StringBuilder reaches = new StringBuilder();
        StringBuilder starts = new StringBuilder();
        StringBuilder steps = new StringBuilder();
        for (int axis = 0; axis < axes; axis++) {
            int size = x[axis + CHANNEL_AXES];
            pads.append(", (" + Math.max(low[axis], 0) + ", " + Math.max(high[axis], 0) + ")");
            int from = Math.max(-low[axis], 0);
            crops.append(", " + from + ":" + (size + low[axis] + high[axis] + from));
            reaches.append((dilation[axis] * (w[axis + CHANNEL_AXES] - 1) + 1) + ", ");
            starts.append(", ::" + stride[axis]);
            steps.append(", ::" + dilation[axis]);
        }
        String positions = "opq".substring(0, Math.min(axes, 3)), taps = "xyz".substring(0, Math.min(axes, 3));
        String padded = "np.pad({0}, (" + pads + "))[" + crops + "]";
        String windows = axes == 0
                ? padded
                : "np.lib.stride_tricks.sliding_window_view(" + padded + ", (" + reaches + "), axis="
                        + IntStream.range(CHANNEL_AXES, CHANNEL_AXES + axes)
                                .mapToObj(String::valueOf)
                                .collect(Collectors.joining(", ", "(", ",)"))
                        + ")[:, :" + starts + steps + "]";
        List<Integer> window = new ArrayList<>(List.of(x[0], groups, w[1]));
        Arrays.stream(out).skip(CHANNEL_AXES).forEach(window::add);
        Arrays.stream(w).skip(CHANNEL_AXES).forEach(window::add);
        List<Integer> kernel = new ArrayList<>(List.of(groups, w[0] / groups, w[1]));
        Arrays.stream(w).skip(CHANNEL_AXES).forEach(kernel::add);
        return "np.einsum(\"abc" + positions + taps + ",bdc" + taps + "->abd" + positions + "\", " + windows
                + ".reshape("
                + numbers(window) + "), {1}.reshape(" + numbers(kernel) + ")).reshape("
                + numbers(Arrays.stream(out).boxed().toList()) + ")";
    }

    private static String numbers(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
