package dev.gradus.onnx.read;

import dev.gradus.linalg.Determinant;
import dev.gradus.linalg.LinearAlgebra;
import dev.gradus.nn.ArgMaxPool;
import dev.gradus.nn.Convolution;
import dev.gradus.nn.ConvolutionOptions;
import dev.gradus.nn.Convolutions;
import dev.gradus.nn.MaxPool;
import dev.gradus.nn.Norms;
import dev.gradus.nn.PoolWindows;
import dev.gradus.nn.Pools;
import dev.gradus.node.Constant;
import dev.gradus.node.Functions;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.node.Reductions;
import dev.gradus.onnx.file.ElementType;
import dev.gradus.onnx.file.Refusal;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Products, convolutions, pools and normalisations. */
final class ReadLayers {
    private static final int CHANNEL_AXES = 2;

    /** From this version on the gain and shift of a group's normalisation are those of channels. */
    private static final int GAINS_OF_CHANNELS = 21;

    private ReadLayers() {}

    static void addTo(ReadOps ops) {
        ops.binary("MatMul(A, B)", ReadLayers::product);
        ops.one("Gemm(A, B, C?) alpha=1 beta=1 transA=0 transB=0 broadcast?", ReadLayers::gemm);
        ops.one("Einsum(Inputs*) equation!", call -> {
            long operands = call.inputs();
            call.compute(operands * operands * operands); // each pair is compared before each product
            return LinearAlgebra.einsum(call.text("equation"), call.all().toArray(Node[]::new));
        });
        ops.unary("Det(X)", x -> new Determinant(x, Determinant.Part.VALUE));
        ops.one("Conv(X, W, B?) auto_pad=NOTSET dilations? group=1 kernel_shape? pads? strides?", ReadLayers::conv);
        ops.one(
                "ConvTranspose(X, W, B?) auto_pad=NOTSET dilations? group=1 kernel_shape? output_padding? output_shape? pads? strides?",
                ReadLayers::convTranspose);
        ops.put(
                "MaxPool(X) auto_pad=NOTSET kernel_shape! pads? strides? storage_order=0 ceil_mode=0 dilations?",
                ReadLayers::maxPool);
        ops.one(
                "AveragePool(X) auto_pad=NOTSET kernel_shape! pads? strides? count_include_pad=0 ceil_mode=0 dilations?",
                ReadLayers::averagePool);
        ops.one("GlobalMaxPool(X)", call -> call.in(0).max(spatial(call)).keepDims());
        ops.one("GlobalAveragePool(X)", call -> call.in(0).mean(spatial(call)).keepDims());
        ops.put(
                "BatchNormalization(X, scale, B, input_mean#, input_var#) epsilon=1e-5 momentum=0.9 training_mode=0 spatial:1 is_test:1",
                ReadLayers::batchNormalization);
        ops.one(
                "InstanceNormalization(input, scale, B) epsilon=1e-5",
                call -> Norms.instanceNorm(call.in(0), call.in(1), call.in(2), call.real("epsilon")));
        ops.put("LayerNormalization(X, Scale, B?) axis=-1 epsilon=1e-5 stash_type?", ReadLayers::layerNormalization);
        ops.one(
                "GroupNormalization(X, scale, bias) epsilon=1e-5 num_groups! stash_type?",
                ReadLayers::groupNormalization);
        ops.one("MeanVarianceNormalization(X) axes?", call -> {
            int[] axes = call.integers("axes").orElse(new int[] {0, 2, 3});
            Node centered = call.in(0).subtract(call.in(0).mean(axes).keepDims());
            return centered.divide(Reductions.std(call.in(0), 0, true, axes).add(1e-9));
        });
        ops.one("LpNormalization(input) axis=-1 p=2", call -> {
            int axis = Call.axis(call.integer("axis"), call.shape(0).rank());
            return call.in(0).divide(Reductions.norm(call.in(0), call.integer("p"), true, axis));
        });
        ops.one(
                "LpPool(X) auto_pad=NOTSET kernel_shape! p=2 pads? strides? ceil_mode=0 dilations?",
                ReadLayers::lpPool);
        ops.one("GlobalLpPool(X) p=2", call -> Reductions.norm(call.in(0), call.integer("p"), true, spatial(call)));
        ops.one(
                "LRN(X) alpha=1e-4 beta=0.75 bias=1 size!",
                call -> Norms.localResponseNorm(
                        call.in(0), call.integer("size"), call.real("alpha"), call.real("beta"), call.real("bias")));
    }

    /** Batches of different rank grow as operands of sums do. */
    static Node product(Node a, Node b) {
        boolean areMatrices = a.shape().rank() > 1 && b.shape().rank() > 1;
        return areMatrices ? ReadElementwise.spread(Node::matMul).apply(a, b) : a.matMul(b);
    }

    /** α A B + β C, either matrix transposed. */
    private static Node gemm(Call call) {
        Node a = call.flag("transA") ? call.in(0).transpose() : call.in(0);
        Node b = call.flag("transB") ? call.in(1).transpose() : call.in(1);
        double alpha = call.real("alpha"), beta = call.real("beta");
        Node product = a.matMul(b);
        Node scaled = alpha == 1 ? product : product.multiply(alpha);
        if (!call.has(2) || beta == 0) {
            return scaled;
        }
        Node c = call.in(2);
        return ReadElementwise.spread(Node::add).apply(scaled, beta == 1 ? c : c.multiply(beta));
    }

    private static int[] spatial(Call call) {
        return IntStream.range(CHANNEL_AXES, call.shape(0).rank()).toArray();
    }

    private static int[] each(Call call, String name, int axes, int otherwise) {
        int[] numbers = call.integers(name)
                .orElseGet(() -> IntStream.generate(() -> otherwise).limit(axes).toArray());
        if (numbers.length != axes) {
            throw new Refusal(
                    "its attribute " + name + " has " + numbers.length + " numbers for " + axes + " spatial axes");
        }
        return numbers;
    }

    /** What windows that move over x have in common. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
    private record Geometry(int[] kernel, int[] stride, int[] dilation, int[] low, int[] high, int... beyond) {
        static Geometry of(Call call, int... kernel) {
            int axes = call.shape(0).rank() - CHANNEL_AXES;
            if (axes < 1 || kernel.length != axes) {
                throw new Refusal(call.in(0).describe() + " and a kernel of " + Arrays.toString(kernel)
                        + " do not have the same spatial axes");
            }
            int[] stride = each(call, "strides", axes, 1), dilation = each(call, "dilations", axes, 1);
            int[] pads = call.integers("pads").orElse(new int[2 * axes]);
            if (pads.length != 2 * axes) {
                throw new Refusal("it has " + pads.length + " pads for " + axes + " spatial axes");
            }
            int[] low = Arrays.copyOfRange(pads, 0, axes), high = Arrays.copyOfRange(pads, axes, 2 * axes);
            String auto = call.text("auto_pad");
            for (int axis = 0; axis < axes && auto.startsWith("SAME"); axis++) {
                int size = call.shape(0).size(axis + CHANNEL_AXES);
                long reach = dilation[axis] * (kernel[axis] - 1L) + 1;
                long count = (size + (long) stride[axis] - 1) / Math.max(1, stride[axis]);
                int all = (int) Math.max(0, (count - 1) * stride[axis] + reach - size);
                low[axis] = auto.equals("SAME_LOWER") ? (all + 1) / 2 : all / 2;
                high[axis] = all - low[axis];
            }
            return new Geometry(kernel, stride, dilation, low, high, new int[axes]);
        }

        /** Whether pools of ours have this padding. */
        boolean isPlain() {
            boolean isHalf = IntStream.range(0, low.length).allMatch(axis -> low[axis] <= kernel[axis] / 2);
            return isHalf && Arrays.equals(low, high) && IntStream.of(beyond).sum() == 0;
        }

        /** x with the padding as elements. */
        Node padded(Node x, double number) {
            Node result = x;
            for (int axis = 0; axis < low.length; axis++) {
                result = Moves.padConstant(result, axis + CHANNEL_AXES, low[axis], high[axis] + beyond[axis], number);
            }
            return result;
        }
    }

    private static Node conv(Call call) {
        return withBias(call, convolution(call, call.in(0), call.in(1)));
    }

    static Node convolution(Call call, Node x, Node kernels) {
        int[] w = kernels.shape().sizes();
        Geometry geometry = Geometry.of(call, Arrays.copyOfRange(w, Math.min(CHANNEL_AXES, w.length), w.length));
        return new Convolution(
                x, kernels, geometry.stride, geometry.low, geometry.high, geometry.dilation, call.integer("group"));
    }

    private static Node withBias(Call call, Node product) {
        return call.has(2) ? withBias(product, call.in(2)) : product;
    }

    /** One number for each channel is added. */
    static Node withBias(Node product, Node bias) {
        int[] sizes = new int[product.shape().rank() - 1];
        Arrays.fill(sizes, 1);
        sizes[0] = bias.shape().elements();
        return product.add(bias.reshape(prepended(sizes)));
    }

    private static int[] prepended(int... sizes) {
        return IntStream.concat(IntStream.of(1), IntStream.of(sizes)).toArray();
    }

    private static Node convTranspose(Call call) {
        int[] w = call.shape(1).sizes();
        Geometry geometry = Geometry.of(call, Arrays.copyOfRange(w, Math.min(CHANNEL_AXES, w.length), w.length));
        int axes = geometry.low.length;
        int[] surplus = each(call, "output_padding", axes, 0), common = new int[axes];
        String auto = call.text("auto_pad");
        boolean isAsked = call.hasAttribute("output_shape");
        int[] asked = each(call, "output_shape", axes, 0);
        for (int axis = 0; axis < axes; axis++) {
            if (isAsked || auto.startsWith("SAME")) {
                int size = call.shape(0).size(axis + CHANNEL_AXES), stride = geometry.stride[axis];
                int reach = geometry.dilation[axis] * (geometry.kernel[axis] - 1) + 1;
                int all = stride * (size - 1) + surplus[axis] + reach - (isAsked ? asked[axis] : size * stride);
                surplus[axis] += Math.max(0, -all);
                int less = Math.max(0, all) / 2, more = Math.max(0, all) - less;
                geometry.low[axis] = auto.equals("SAME_UPPER") ? less : more;
                geometry.high[axis] = auto.equals("SAME_UPPER") ? more : less;
            }
            common[axis] = Math.min(geometry.low[axis], geometry.high[axis]);
        }
        ConvolutionOptions options = ConvolutionOptions.of()
                .stride(geometry.stride)
                .padding(common)
                .dilation(geometry.dilation)
                .groups(call.integer("group"));
        Node result = Convolutions.transposed(call.in(0), call.in(1), options, surplus);
        for (int axis = 0; axis < axes; axis++) {
            int at = axis + CHANNEL_AXES, end = result.shape().size(at) - (geometry.high[axis] - common[axis]);
            result = geometry.low[axis] == geometry.high[axis]
                    ? result
                    : result.slice(at, geometry.low[axis] - common[axis], end);
        }
        return withBias(call, result);
    }

    /** By its ceil_mode, a last window may reach beyond the end, if it starts before it. */
    private static Geometry windowsOf(Call call) {
        int[] kernel = call.integers("kernel_shape").orElseThrow(() -> new Refusal("it lacks the kernel_shape"));
        Geometry geometry = Geometry.of(call, kernel);
        for (int axis = 0; axis < kernel.length && call.flag("ceil_mode"); axis++) {
            int size = call.shape(0).size(axis + CHANNEL_AXES), stride = Math.max(1, geometry.stride[axis]);
            long reach = geometry.dilation[axis] * (kernel[axis] - 1L) + 1;
            long rest = (long) size + geometry.low[axis] + geometry.high[axis] - reach;
            long last = (rest + stride - 1) / stride * stride;
            geometry.beyond[axis] = last < size + geometry.low[axis] ? (int) Math.max(0, last - rest) : 0;
        }
        return geometry;
    }

    private static PoolWindows windows(Geometry geometry, int... paddings) {
        return PoolWindows.of(geometry.kernel)
                .stride(geometry.stride)
                .dilation(geometry.dilation)
                .padding(paddings);
    }

    /** A padding that differs at the two ends is written as elements of x that are never the greatest. */
    private static List<Value> maxPool(Call call) {
        Geometry geometry = windowsOf(call);
        Node x = call.in(0);
        int[] padding = geometry.low;
        if (!geometry.isPlain()) {
            if (call.isAsked(1)) {
                throw new Refusal(
                        "places of the greatest elements with different padding at the ends are not supported");
            }
            x = geometry.padded(x, Double.NEGATIVE_INFINITY);
            padding = new int[padding.length];
        }
        PoolWindows windows = windows(geometry, padding);
        List<Value> results = new ArrayList<>(List.of(call.result(new MaxPool(x, windows))));
        if (call.isAsked(1)) {
            if (call.integer("storage_order") != 0) {
                throw new Refusal("its storage_order is not supported");
            }
            results.add(new Value(new ArgMaxPool(x, windows), ElementType.INT64));
        }
        return results;
    }

    private static Node averagePool(Call call) {
        Geometry geometry = windowsOf(call);
        boolean counts = call.flag("count_include_pad");
        if (geometry.isPlain()) {
            return Pools.averagePool(call.in(0), windows(geometry, geometry.low), counts);
        }
        Node means = meanOfAll(call.in(0), geometry);
        for (int axis = 0; axis < geometry.kernel.length; axis++) {
            means = means.multiply(shares(call, geometry, axis, counts, means.shape()));
        }
        return means;
    }

    /** The means of windows whose padding counts as zeros. */
    private static Node meanOfAll(Node x, Geometry geometry) {
        return Pools.averagePool(geometry.padded(x, 0), windows(geometry, new int[geometry.kernel.length]), true);
    }

    /** Along an axis, a window's size by how many of its elements count: those of x, or of the padding, but not beyond. */
    private static Node shares(Call call, Geometry geometry, int axis, boolean paddingCounts, Shape pooled) {
        int size = call.shape(0).size(axis + CHANNEL_AXES), step = geometry.dilation[axis], all = geometry.kernel[axis];
        int from = paddingCounts ? -geometry.low[axis] : 0, to = paddingCounts ? size + geometry.high[axis] : size;
        int[] sizes = new int[pooled.rank()];
        Arrays.fill(sizes, 1);
        sizes[axis + CHANNEL_AXES] = pooled.size(axis + CHANNEL_AXES);
        call.compute((long) sizes[axis + CHANNEL_AXES] * all);
        return Constant.of(Tensor.generate(Shape.of(sizes), window -> {
            int start = window * geometry.stride[axis] - geometry.low[axis];
            long counted = IntStream.range(0, all)
                    .map(k -> start + k * step)
                    .filter(place -> place >= from && place < to)
                    .count();
            return (double) all / counted;
        }));
    }

    /** (Σ |x|ᵖ)^(1/p) */
    private static Node lpPool(Call call) {
        Geometry geometry = windowsOf(call);
        int p = call.integer("p"), elements = IntStream.of(geometry.kernel).reduce(1, (a, b) -> a * b);
        Node powers = p == 1
                ? call.in(0).abs()
                : p == 2 ? call.in(0).square() : call.in(0).abs().pow(p);
        Node sums = meanOfAll(powers, geometry).multiply(elements);
        return p == 1 ? sums : p == 2 ? sums.sqrt() : sums.pow(1.0 / p);
    }

    /** In training, the batch has its own means and variances, and the running ones are moved towards them. */
    private static List<Value> batchNormalization(Call call) {
        Node x = call.in(0);
        double epsilon = call.real("epsilon"), momentum = call.real("momentum");
        if (!call.isOldTraining() && !call.flag("training_mode")) {
            return List.of(call.result(Norms.batchNorm(x, call.in(3), call.in(4), call.in(1), call.in(2), epsilon)));
        }
        int[] axes =
                IntStream.range(0, x.shape().rank()).filter(axis -> axis != 1).toArray();
        Node mean = x.mean(axes), variance = Reductions.variance(x, 0, false, axes);
        return List.of(
                call.result(Norms.batchNorm(x, mean, variance, call.in(1), call.in(2), epsilon)),
                call.result(call.in(3).multiply(momentum).add(mean.multiply(1 - momentum))),
                call.result(call.in(4).multiply(momentum).add(variance.multiply(1 - momentum))));
    }

    private static List<Value> layerNormalization(Call call) {
        int rank = call.shape(0).rank();
        int first = Call.axis(call.integer("axis"), rank);
        int[] axes = IntStream.range(first, rank).toArray();
        double epsilon = call.real("epsilon");
        Node standard = Norms.standardize(call.in(0), epsilon, axes);
        Node scaled = ReadElementwise.spread(Node::multiply).apply(standard, call.in(1));
        Node shifted = call.has(2) ? ReadElementwise.spread(Node::add).apply(scaled, call.in(2)) : scaled;
        Node variance = Reductions.variance(call.in(0), 0, true, axes);
        return List.of(
                call.result(shifted),
                call.result(call.in(0).mean(axes).keepDims()),
                call.result(Functions.rsqrt(variance.add(epsilon))));
    }

    private static Node groupNormalization(Call call) {
        int groups = call.integer("num_groups");
        int ofEach = call.version() < GAINS_OF_CHANNELS ? call.shape(0).size(1) / Math.max(1, groups) : 1;
        return Norms.groupNorm(
                call.in(0),
                groups,
                Moves.repeat(call.in(1), 0, ofEach),
                Moves.repeat(call.in(2), 0, ofEach),
                call.real("epsilon"));
    }
}
