package dev.gradus.playground.language;

import dev.gradus.nn.Attention;
import dev.gradus.nn.ConvolutionOptions;
import dev.gradus.nn.Convolutions;
import dev.gradus.nn.Norms;
import dev.gradus.nn.PoolWindows;
import dev.gradus.nn.Pools;
import dev.gradus.node.Node;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Layers: convolutions, pooling, normalization, attention. */
final class LayerTable extends FunctionTable {
    LayerTable() {
        convolution("conv1d", Convolutions::conv1d);
        convolution("conv2d", Convolutions::conv2d);
        convolution("conv3d", Convolutions::conv3d);
        node(
                "transposed conv_transpose1d conv_transpose2d conv_transpose3d",
                "x w stride padding dilation groups surplus",
                a -> Convolutions.transposed(
                        a.x(), a.node("w"), options(a), a.has("surplus") ? a.wholes("surplus") : new int[planes(a)]));
        node(
                "maxPool max_pool1d max_pool2d max_pool3d",
                "x size stride padding",
                a -> Pools.maxPool(a.x(), windows(a)));
        node(
                "averagePool avg_pool1d avg_pool2d avg_pool3d",
                "x size stride padding",
                a -> Pools.averagePool(a.x(), windows(a)));
        node("upsampleNearest", "x sizes*", a -> Pools.upsampleNearest(a.x(), a.wholes("sizes")));
        node(
                "upsampleLinear",
                "x alignCorners sizes*",
                a -> Pools.upsampleLinear(a.x(), a.truth("alignCorners", false), a.wholes("sizes")));
        node(
                "upsampleCubic",
                "x alignCorners sizes*",
                a -> Pools.upsampleCubic(a.x(), a.truth("alignCorners", false), a.wholes("sizes")));
        node(
                "gridSample grid_sample",
                "x grid align_corners",
                a -> Pools.gridSample(a.x(), a.node("grid"), a.truth("align_corners", false)));
        node(
                "gridSampleCubic",
                "x grid align_corners",
                a -> Pools.gridSampleCubic(a.x(), a.node("grid"), a.truth("align_corners", false)));
        node("channelShuffle channel_shuffle", "x groups", a -> Pools.channelShuffle(a.x(), a.whole("groups")));
        node("maxUnpool", "x places sizes*", a -> Pools.maxUnpool(a.x(), a.node("places"), a.wholes("sizes")));
        node("pixelShuffle pixel_shuffle", "x factor", a -> Pools.pixelShuffle(a.x(), a.whole("factor")));
        node("pixelUnshuffle pixel_unshuffle", "x factor", a -> Pools.pixelUnshuffle(a.x(), a.whole("factor")));
        node("standardize", "x epsilon axis*", a -> Norms.standardize(a.x(), a.epsilon(), axes(a)));
        node(
                "layerNorm",
                "x gain shift epsilon",
                a -> Norms.layerNorm(a.x(), a.node("gain"), a.node("shift"), a.epsilon()));
        node("rmsNorm", "x gain epsilon", a -> Norms.rmsNorm(a.x(), a.node("gain"), a.epsilon()));
        node(
                "groupNorm",
                "x groups gain shift epsilon",
                a -> Norms.groupNorm(a.x(), a.whole("groups"), a.node("gain"), a.node("shift"), a.epsilon()));
        node(
                "instanceNorm",
                "x gain shift epsilon",
                a -> Norms.instanceNorm(a.x(), a.node("gain"), a.node("shift"), a.epsilon()));
        node(
                "batchNorm",
                "x gain shift epsilon",
                a -> Norms.batchNorm(a.x(), a.node("gain"), a.node("shift"), a.epsilon()));
        node(
                "localResponseNorm local_response_norm",
                "x channels alpha beta k",
                a -> Norms.localResponseNorm(
                        a.x(), a.whole("channels"), a.number("alpha", 1e-4), a.number("beta", 0.75), a.number("k", 1)));
        node(
                "scaledDotProduct scaled_dot_product_attention",
                "q k v mask",
                a -> a.has("mask")
                        ? Attention.scaledDotProduct(a.node("q"), a.node("k"), a.node("v"), a.node("mask"))
                        : Attention.scaledDotProduct(a.node("q"), a.node("k"), a.node("v")));
        node("causalMask", "positions", a -> Attention.causalMask(a.whole("positions")));
        node("splitHeads", "x heads", a -> Attention.splitHeads(a.x(), a.whole("heads")));
        one("mergeHeads", Attention::mergeHeads);
        node(
                "linear",
                "x w b",
                a -> a.has("b") ? a.x().matMul(a.node("w")).add(a.node("b")) : a.x().matMul(a.node("w")));
        node(
                "torch.linear",
                "x w b",
                a -> a.has("b")
                        ? a.x().matMul(a.node("w").transpose()).add(a.node("b"))
                        : a.x().matMul(a.node("w").transpose()));
        node("embedding", "indices weights", a -> a.node("weights").take(a.indices(), 0));
    }

    private interface Convolution {
        Node of(Node x, Node w, ConvolutionOptions options);
    }

    private void convolution(String name, Convolution convolution) {
        node(name, "x w bias stride padding dilation groups", a -> {
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
