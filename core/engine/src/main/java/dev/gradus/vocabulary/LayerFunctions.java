package dev.gradus.vocabulary;

import dev.gradus.nn.Attention;
import dev.gradus.nn.Convolution;
import dev.gradus.nn.ConvolutionOptions;
import dev.gradus.nn.Convolutions;
import dev.gradus.nn.Norms;
import dev.gradus.nn.PoolWindows;
import dev.gradus.nn.Pools;
import dev.gradus.node.Node;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Layers: convolutions, pooling, normalization, attention. */
final class LayerFunctions extends Family {
    LayerFunctions() {
        super(
                "Layers",
                "n is the number of elements of the result, k of a kernel or window. A layer with parameters is an object that is applied to nodes.");
        convolution("conv1d", Convolutions::conv1d)
                .calls("Convolutions.conv1d(x, w, options)")
                .cost("n k channels / groups")
                .domain("the kernel fits into the padded x")
                .torch("nn.functional.conv1d");
        convolution("conv2d", Convolutions::conv2d)
                .calls("Convolutions.conv2d(x, w, options)")
                .cost("n k channels / groups")
                .domain("the kernel fits into the padded x")
                .torch("nn.functional.conv2d");
        convolution("conv3d", Convolutions::conv3d)
                .calls("Convolutions.conv3d(x, w, options)")
                .cost("n k channels / groups")
                .domain("the kernel fits into the padded x")
                .torch("nn.functional.conv3d");
        node(
                        "transposed conv_transpose1d conv_transpose2d conv_transpose3d",
                        "x w stride padding dilation groups surplus",
                        a -> Convolutions.transposed(
                                a.x(),
                                a.node("w"),
                                options(a),
                                a.has("surplus") ? a.wholes("surplus") : new int[planes(a)]))
                .calls("Convolutions.transposed(x, w, options, surplus)")
                .cost("n k channels / groups")
                .domain("sizes agree")
                .torch("nn.functional.conv_transpose1d, 2d, 3d")
                .formula("the ∂J/∂x of a convolution");
        node("maxPool max_pool1d max_pool2d max_pool3d", "x size stride padding", a -> Pools.maxPool(a.x(), windows(a)))
                .calls("Pools.maxPool(x, windows)")
                .cost("n k")
                .domain("each window has an element")
                .kinks("ties: the first")
                .torch("nn.functional.max_pool1d, 2d, 3d, adaptive_max_pool2d");
        node(
                        "averagePool avg_pool1d avg_pool2d avg_pool3d",
                        "x size stride padding",
                        a -> Pools.averagePool(a.x(), windows(a)))
                .calls("Pools.averagePool(x, windows)")
                .cost("n k")
                .domain("windows fit")
                .torch("nn.functional.avg_pool1d, 2d, 3d, adaptive_avg_pool2d")
                .formula("the mean of each window");
        node("upsampleNearest", "x sizes*", a -> Pools.upsampleNearest(a.x(), a.wholes("sizes")))
                .calls("Pools.upsampleNearest(x, sizes)")
                .domain("at least one element")
                .torch("nn.functional.interpolate (nearest)")
                .formula("x_⌊i n / m⌋");
        node(
                        "upsampleLinear",
                        "x alignCorners sizes*",
                        a -> Pools.upsampleLinear(a.x(), a.truth("alignCorners", false), a.wholes("sizes")))
                .calls("Pools.upsampleLinear(x, alignCorners, sizes)")
                .cost("n for each axis")
                .domain("at least one element")
                .torch("nn.functional.interpolate (linear, bilinear, trilinear)")
                .formula("straight lines between elements");
        node(
                        "upsampleCubic",
                        "x alignCorners sizes*",
                        a -> Pools.upsampleCubic(a.x(), a.truth("alignCorners", false), a.wholes("sizes")))
                .calls("Pools.upsampleCubic(x, alignCorners, sizes)")
                .cost("n for each axis")
                .domain("at least one element")
                .torch("nn.functional.interpolate (bicubic)")
                .formula("cubic convolution between elements");
        node(
                        "gridSample grid_sample",
                        "x grid align_corners",
                        a -> Pools.gridSample(a.x(), a.node("grid"), a.truth("align_corners", false)))
                .calls("Pools.gridSample(x, grid, alignCorners)")
                .domain("at least one element")
                .kinks("pixels' own places")
                .torch("nn.functional.grid_sample")
                .formula("bilinear between pixels at the places of a grid");
        node(
                        "gridSampleCubic",
                        "x grid align_corners",
                        a -> Pools.gridSampleCubic(a.x(), a.node("grid"), a.truth("align_corners", false)))
                .calls("Pools.gridSampleCubic(x, grid, alignCorners)")
                .domain("at least one element")
                .torch("nn.functional.grid_sample (bicubic)")
                .formula("cubic convolution at the places of a grid");
        node("channelShuffle channel_shuffle", "x groups", a -> Pools.channelShuffle(a.x(), a.whole("groups")))
                .calls("Pools.channelShuffle(x, groups)")
                .domain("channels form groups")
                .torch("nn.functional.channel_shuffle")
                .formula("channels of different groups side by side");
        node("maxUnpool", "x places sizes*", a -> Pools.maxUnpool(a.x(), a.node("places"), a.wholes("sizes")))
                .calls("Pools.maxUnpool(x, indices, sizes)")
                .domain("indices are integers in range")
                .torch("nn.functional.max_unpool1d, 2d, 3d")
                .formula("elements put back where a pool took them");
        node("pixelShuffle pixel_shuffle", "x factor", a -> Pools.pixelShuffle(a.x(), a.whole("factor")))
                .calls("Pools.pixelShuffle(x, factor)")
                .domain("channels divide by r²")
                .torch("nn.functional.pixel_shuffle")
                .formula("channels moved into space");
        node("pixelUnshuffle pixel_unshuffle", "x factor", a -> Pools.pixelUnshuffle(a.x(), a.whole("factor")))
                .calls("Pools.pixelUnshuffle(x, factor)")
                .domain("height and width divide by r")
                .torch("nn.functional.pixel_unshuffle")
                .formula("space moved into channels");
        node("standardize", "x epsilon axis*", a -> Norms.standardize(a.x(), a.epsilon(), a.axes()))
                .calls("Norms.standardize(x, ε, axes)")
                .domain("ε > 0")
                .torch("nn.functional.layer_norm")
                .formula("(x − mean) / √(variance + ε)");
        node(
                        "layerNorm",
                        "x gain shift epsilon",
                        a -> Norms.layerNorm(a.x(), a.node("gain"), a.node("shift"), a.epsilon()))
                .calls("Norms.layerNorm(x, gain, shift, ε)")
                .domain("ε > 0")
                .torch("nn.functional.layer_norm")
                .formula("standardize(x) ∗ gain + shift");
        node("rmsNorm", "x gain epsilon", a -> Norms.rmsNorm(a.x(), a.node("gain"), a.epsilon()))
                .calls("Norms.rmsNorm(x, gain, ε)")
                .domain("ε > 0")
                .torch("nn.functional.rms_norm")
                .formula("x / √(mean of x² + ε) ∗ gain");
        node(
                        "groupNorm",
                        "x groups gain shift epsilon",
                        a -> Norms.groupNorm(a.x(), a.whole("groups"), a.node("gain"), a.node("shift"), a.epsilon()))
                .calls("Norms.groupNorm(x, groups, gain, shift, ε)")
                .domain("ε > 0")
                .torch("nn.functional.group_norm")
                .formula("each group of channels standardised, ∗ gain + shift");
        node(
                        "instanceNorm",
                        "x gain shift epsilon",
                        a -> Norms.instanceNorm(a.x(), a.node("gain"), a.node("shift"), a.epsilon()))
                .calls("Norms.instanceNorm(x, gain, shift, ε)")
                .domain("ε > 0")
                .torch("nn.functional.instance_norm")
                .formula("each channel of each example standardised, ∗ gain + shift");
        node(
                        "batchNorm",
                        "x gain shift epsilon",
                        a -> Norms.batchNorm(a.x(), a.node("gain"), a.node("shift"), a.epsilon()))
                .calls("Norms.batchNorm(x, gain, shift, ε)")
                .domain("ε > 0")
                .torch("nn.functional.batch_norm")
                .formula("each channel standardised, ∗ gain + shift");
        node(
                        "localResponseNorm local_response_norm",
                        "x channels alpha beta k",
                        a -> Norms.localResponseNorm(
                                a.x(),
                                a.whole("channels"),
                                a.number("alpha", 1e-4),
                                a.number("beta", 0.75),
                                a.number("k", 1)))
                .calls("Norms.localResponseNorm(x, channels, α, β, k)")
                .cost("n channels")
                .domain("k > 0, α ≥ 0")
                .torch("nn.functional.local_response_norm")
                .formula("x / (k + α ∗ mean of x² of adjacent channels)^β");
        node(
                        "scaledDotProduct scaled_dot_product_attention",
                        "q k v mask",
                        a -> a.has("mask")
                                ? Attention.scaledDotProduct(a.node("q"), a.node("k"), a.node("v"), a.node("mask"))
                                : Attention.scaledDotProduct(a.node("q"), a.node("k"), a.node("v")))
                .cost("n_queries n_keys n_features")
                .domain("at least one key")
                .torch("nn.functional.scaled_dot_product_attention")
                .formula("softmax(q kᵀ / √n_features + mask) v");
        node("splitHeads", "x heads", a -> Attention.splitHeads(a.x(), a.whole("heads")))
                .calls("Attention.splitHeads(x, heads)")
                .domain("features divide into heads")
                .formula("(n_batch, n_heads, n_positions, n_features)");
        one("mergeHeads", Attention::mergeHeads)
                .domain("four axes")
                .formula("(n_batch, n_positions, n_heads · n_features)");
        described("new Linear(w, b).apply(x)")
                .cost("that of a matrix product")
                .domain("sizes agree")
                .torch("nn.functional.linear")
                .formula("x @ w + b");
        described("new Embedding(w).apply(indices)")
                .cost("elements of the result")
                .domain("indices are integers in range")
                .torch("nn.functional.embedding")
                .formula("w_i");
        described("new Dropout(p, seed).apply(x, step)")
                .domain("0 ≤ p < 1")
                .torch("nn.functional.dropout")
                .formula("x / (1 − p) for those that are kept, else 0");
        described("norm.training(x) = BatchNorm.training")
                .domain("at least one element")
                .torch("nn.BatchNorm1d")
                .formula("batchNorm, and the batch's mean and variance");
        described("norm.prediction(x) = BatchNorm.prediction")
                .torch("nn.BatchNorm1d (eval)")
                .formula("batchNorm by running statistics");
        described("cell.next(x, state) = LstmCell.next")
                .cost("4 (n_in + n_hidden) n_hidden for each example")
                .domain("sizes agree")
                .torch("nn.LSTMCell")
                .formula("c′ = σ(f) ∗ c + σ(i) ∗ tanh(g), h′ = σ(o) ∗ tanh(c′)");
        described("cell.next(x, h) = GruCell.next")
                .cost("3 (n_in + n_hidden) n_hidden for each example")
                .domain("sizes agree")
                .torch("nn.GRUCell")
                .formula("h′ = (1 − z) ∗ n + z ∗ h");
    }

    private interface Convolution {
        Node of(Node x, Node w, ConvolutionOptions options);
    }

    private Entry convolution(String name, Convolution convolution) {
        return node(name, "x w bias stride padding dilation groups", a -> {
            Node result = convolution.of(a.x(), a.node("w"), options(a));
            return a.has("bias") ? result.add(biasOfChannels(a.node("bias"), planes(a))) : result;
        });
    }

    private static Node biasOfChannels(Node bias, int planes) {
        int[] sizes = new int[planes + 1];
        Arrays.fill(sizes, 1);
        sizes[0] = bias.shape().elements();
        return bias.reshape(sizes);
    }

    /** The number of axes over which windows move. */
    private static int planes(Arguments a) {
        return Math.max(0, a.node("w").shape().rank() - 2);
    }

    private static ConvolutionOptions options(Arguments a) {
        ConvolutionOptions options = ConvolutionOptions.of().groups(a.whole("groups", 1));
        options = a.has("stride") ? options.stride(a.wholes("stride")) : options;
        options = a.has("padding") ? options.padding(a.wholes("padding")) : options;
        return a.has("dilation") ? options.dilation(a.wholes("dilation")) : options;
    }

    private static PoolWindows windows(Arguments a) {
        int[] sizes = a.wholes("size");
        int planes = a.x().shape().rank() - 2;
        int[] all = sizes.length == 1 && planes > 1
                ? IntStream.generate(() -> sizes[0]).limit(planes).toArray()
                : sizes;
        PoolWindows windows = PoolWindows.of(all);
        windows = a.has("stride") ? windows.stride(a.wholes("stride")) : windows;
        return a.has("padding") ? windows.padding(a.wholes("padding")) : windows;
    }
}
