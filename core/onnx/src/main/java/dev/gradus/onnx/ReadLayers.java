package dev.gradus.onnx;

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
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
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
        ops.binary("MatMul", ReadLayers::product);
        ops.one("Gemm", ReadLayers::gemm);
        ops.one("Einsum", call -> {
            long operands = call.inputs();
            call.compute(operands * operands * operands); // each pair is compared before each product
            return LinearAlgebra.einsum(call.text("equation", ""), call.all().toArray(Node[]::new));
        });
        ops.unary("Det", x -> new Determinant(x, Determinant.Part.VALUE));
        ops.one("Conv", ReadLayers::conv);
        ops.one("ConvTranspose", ReadLayers::convTranspose);
        ops.put("MaxPool", ReadLayers::maxPool);
        ops.one("AveragePool", ReadLayers::averagePool);
        ops.one("GlobalMaxPool", call -> call.in(0).max(spatial(call)).keepDims());
        ops.one("GlobalAveragePool", call -> call.in(0).mean(spatial(call)).keepDims());
        ops.one("BatchNormalization", call -> {
            if (call.flag("training_mode", false)) {
                throw new OnnxException("it is in training mode; export the model for inference");
            }
            return Norms.batchNorm(
                    call.in(0), call.in(3), call.in(4), call.in(1), call.in(2), call.real("epsilon", 1e-5));
        });
        ops.one(
                "InstanceNormalization",
                call -> Norms.instanceNorm(call.in(0), call.in(1), call.in(2), call.real("epsilon", 1e-5)));
        ops.one("LayerNormalization", ReadLayers::layerNormalization);
        ops.one("GroupNormalization", ReadLayers::groupNormalization);
        ops.one(
                "LRN",
                call -> Norms.localResponseNorm(
                        call.in(0),
                        call.integer("size", 1),
                        call.real("alpha", 1e-4),
                        call.real("beta", 0.75),
                        call.real("bias", 1)));
    }

    /** Batches of different rank grow as operands of sums do. */
    static Node product(Node a, Node b) {
        boolean areMatrices = a.shape().rank() > 1 && b.shape().rank() > 1;
        return areMatrices ? ReadElementwise.spread(Node::matMul).apply(a, b) : a.matMul(b);
    }

    /** α A B + β C, either matrix transposed. */
    private static Node gemm(Call call) {
        Node a = call.flag("transA", false) ? call.in(0).transpose() : call.in(0);
        Node b = call.flag("transB", false) ? call.in(1).transpose() : call.in(1);
        double alpha = call.real("alpha", 1), beta = call.real("beta", 1);
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
            throw new OnnxException(
                    "its attribute " + name + " has " + numbers.length + " numbers for " + axes + " spatial axes");
        }
        return numbers;
    }

    /** What windows that move over x have in common. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
    private record Geometry(int[] kernel, int[] stride, int[] dilation, int[] low, int[] high) {
        static Geometry of(Call call, int... kernel) {
            int axes = call.shape(0).rank() - CHANNEL_AXES;
            if (axes < 1 || kernel.length != axes) {
                throw new OnnxException(call.in(0).describe() + " and a kernel of " + Arrays.toString(kernel)
                        + " do not have the same spatial axes");
            }
            int[] stride = each(call, "strides", axes, 1), dilation = each(call, "dilations", axes, 1);
            int[] pads = call.integers("pads").orElse(new int[2 * axes]);
            if (pads.length != 2 * axes) {
                throw new OnnxException("it has " + pads.length + " pads for " + axes + " spatial axes");
            }
            int[] low = Arrays.copyOfRange(pads, 0, axes), high = Arrays.copyOfRange(pads, axes, 2 * axes);
            String auto = call.text("auto_pad", "NOTSET");
            for (int axis = 0; axis < axes && auto.startsWith("SAME"); axis++) {
                int size = call.shape(0).size(axis + CHANNEL_AXES);
                long reach = dilation[axis] * (kernel[axis] - 1L) + 1;
                long count = (size + (long) stride[axis] - 1) / Math.max(1, stride[axis]);
                int all = (int) Math.max(0, (count - 1) * stride[axis] + reach - size);
                low[axis] = auto.equals("SAME_LOWER") ? (all + 1) / 2 : all / 2;
                high[axis] = all - low[axis];
            }
            return new Geometry(kernel, stride, dilation, low, high);
        }

        boolean isSymmetric() {
            return Arrays.equals(low, high);
        }
    }

    private static Node conv(Call call) {
        return withBias(call, convolution(call, call.in(0), call.in(1)));
    }

    static Node convolution(Call call, Node x, Node kernels) {
        int[] w = kernels.shape().sizes();
        Geometry geometry = Geometry.of(call, Arrays.copyOfRange(w, Math.min(CHANNEL_AXES, w.length), w.length));
        return new Convolution(
                x,
                kernels,
                geometry.stride,
                geometry.low,
                geometry.high,
                geometry.dilation,
                call.integer("group", 1));
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
        if (!geometry.isSymmetric()
                || call.hasAttribute("output_shape")
                || !call.text("auto_pad", "NOTSET").equals("NOTSET")) {
            throw new OnnxException("only the same padding on both sides is supported");
        }
        ConvolutionOptions options = ConvolutionOptions.of()
                .stride(geometry.stride)
                .padding(geometry.low)
                .dilation(geometry.dilation)
                .groups(call.integer("group", 1));
        int[] surplus = each(call, "output_padding", w.length - CHANNEL_AXES, 0);
        return withBias(call, Convolutions.transposed(call.in(0), call.in(1), options, surplus));
    }

    private static Geometry windowsOf(Call call) {
        int[] kernel = call.integers("kernel_shape").orElseThrow(() -> new OnnxException("it lacks the kernel_shape"));
        if (call.flag("ceil_mode", false)) {
            throw new OnnxException("windows that reach beyond the end, its ceil_mode, are not supported");
        }
        return Geometry.of(call, kernel);
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
        if (!geometry.isSymmetric()) {
            if (call.isAsked(1)) {
                throw new OnnxException(
                        "places of the greatest elements with different padding at the ends are not" + " supported");
            }
            for (int axis = 0; axis < padding.length; axis++) {
                x = Moves.padConstant(
                        x, axis + CHANNEL_AXES, geometry.low[axis], geometry.high[axis], Double.NEGATIVE_INFINITY);
            }
            padding = new int[padding.length];
        }
        PoolWindows windows = windows(geometry, padding);
        List<Value> results = new ArrayList<>(List.of(call.result(new MaxPool(x, windows))));
        if (call.isAsked(1)) {
            if (call.integer("storage_order", 0) != 0) {
                throw new OnnxException("its storage_order is not supported");
            }
            results.add(new Value(new ArgMaxPool(x, windows), ElementType.INT64));
        }
        return results;
    }

    private static Node averagePool(Call call) {
        Geometry geometry = windowsOf(call);
        boolean counts = call.flag("count_include_pad", false);
        if (geometry.isSymmetric()) {
            return Pools.averagePool(call.in(0), windows(geometry, geometry.low), counts);
        }
        if (!counts) {
            throw new OnnxException("means of fewer elements with different padding at the ends are not supported");
        }
        Node x = call.in(0);
        for (int axis = 0; axis < geometry.low.length; axis++) {
            x = x.pad(axis + CHANNEL_AXES, geometry.low[axis], geometry.high[axis]);
        }
        return Pools.averagePool(x, windows(geometry, new int[geometry.low.length]), true);
    }

    private static Node layerNormalization(Call call) {
        if (call.isAsked(1) || call.isAsked(2)) {
            throw new OnnxException("its outputs of means and deviations are not supported");
        }
        int rank = call.shape(0).rank();
        int first = Call.axis(call.integer("axis", -1), rank);
        Node standard = Norms.standardize(
                call.in(0),
                call.real("epsilon", 1e-5),
                IntStream.range(first, rank).toArray());
        Node scaled = ReadElementwise.spread(Node::multiply).apply(standard, call.in(1));
        return call.has(2) ? ReadElementwise.spread(Node::add).apply(scaled, call.in(2)) : scaled;
    }

    private static Node groupNormalization(Call call) {
        int groups = call.integer("num_groups", 1);
        int ofEach = call.version() < GAINS_OF_CHANNELS ? call.shape(0).size(1) / Math.max(1, groups) : 1;
        return Norms.groupNorm(
                call.in(0),
                groups,
                Moves.repeat(call.in(1), 0, ofEach),
                Moves.repeat(call.in(2), 0, ofEach),
                call.real("epsilon", 1e-5));
    }
}
