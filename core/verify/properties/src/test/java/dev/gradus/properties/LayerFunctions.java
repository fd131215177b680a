package dev.gradus.properties;

import dev.gradus.loss.ClassLosses;
import dev.gradus.loss.Losses;
import dev.gradus.loss.Reduction;
import dev.gradus.nn.Attention;
import dev.gradus.nn.ConvolutionOptions;
import dev.gradus.nn.Convolutions;
import dev.gradus.nn.Embedding;
import dev.gradus.nn.GruCell;
import dev.gradus.nn.LstmCell;
import dev.gradus.nn.Norms;
import dev.gradus.nn.PoolWindows;
import dev.gradus.nn.Pools;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import java.util.List;
import java.util.Map;

/** Our function for a case of pytorch-layers.txt. */
final class LayerFunctions {
    private LayerFunctions() {}

    static Node build(PyTorchCase one, List<Parameter> in) {
        Parameter x = in.get(0);
        Parameter y = in.get(in.size() - 1);
        return switch (one.op()) {
            case "squaredError" -> Losses.squaredError(x, y, reduction(one));
            case "absoluteError" -> Losses.absoluteError(x, y, reduction(one));
            case "huber" -> Losses.huber(x, y, one.real("delta"), reduction(one));
            case "smoothAbsoluteError" -> Losses.smoothAbsoluteError(x, y, one.real("delta"), reduction(one));
            case "poisson" -> Losses.poisson(x, y, reduction(one));
            case "gaussian" -> Losses.gaussian(x, in.get(1), y, reduction(one));
            case "softMargin" -> Losses.softMargin(x, y, reduction(one));
            case "hingeEmbedding" -> Losses.hingeEmbedding(x, y, one.real("margin"), reduction(one));
            case "marginRanking" -> Losses.marginRanking(x, in.get(1), y, one.real("margin"), reduction(one));
            case "tripletMargin" -> Losses.tripletMargin(x, in.get(1), y, one.real("margin"), reduction(one));
            case "cosineEmbedding" -> Losses.cosineEmbedding(x, in.get(1), y, one.real("margin"), reduction(one));
            case "klDivergence" -> Losses.klDivergence(x, y, reduction(one));
            case "negativeLogLikelihood" ->
                one.flag("weighted")
                        ? ClassLosses.negativeLogLikelihood(x, in.get(1), y, reduction(one))
                        : ClassLosses.negativeLogLikelihood(x, y, reduction(one));
            case "crossEntropy" ->
                one.flag("weighted")
                        ? ClassLosses.crossEntropy(x, in.get(1), y, one.real("smoothing"), reduction(one))
                        : ClassLosses.crossEntropy(x, y, reduction(one));
            case "binaryCrossEntropyOfLogits" ->
                one.flag("weighted")
                        ? ClassLosses.binaryCrossEntropyOfLogits(x, in.get(1), y, reduction(one))
                        : ClassLosses.binaryCrossEntropyOfLogits(x, y, reduction(one));
            case "binaryCrossEntropy" -> ClassLosses.binaryCrossEntropy(x, y, reduction(one));
            case "multiMargin" -> ClassLosses.multiMargin(x, y, one.real("margin"), reduction(one));
            case "layerNorm" -> Norms.layerNorm(x, in.get(1), y, one.real("epsilon"));
            case "rmsNorm" -> Norms.rmsNorm(x, y, one.real("epsilon"));
            case "groupNorm" -> Norms.groupNorm(x, one.integer("groups"), in.get(1), y, one.real("epsilon"));
            case "batchNorm" ->
                one.flag("prediction")
                        ? Norms.batchNorm(x, in.get(1), in.get(2), in.get(3), y, one.real("epsilon"))
                        : Norms.batchNorm(x, in.get(1), y, one.real("epsilon"));
            case "scaledDotProduct" ->
                one.flag("causal")
                        ? Attention.scaledDotProduct(
                                x, in.get(1), y, Attention.causalMask(x.shape().size(-2)))
                        : Attention.scaledDotProduct(x, in.get(1), y);
            case "embedding" -> new Embedding(x).apply(y);
            case "lstmCell" -> {
                LstmCell cell = new LstmCell(in.get(3), in.get(4), y);
                LstmCell.State state = cell.next(x, new LstmCell.State(in.get(1), in.get(2)));
                yield state.h().stack(0, state.c());
            }
            case "gruCell" -> new GruCell(in.get(2), in.get(3), in.get(4), y).next(x, in.get(1));
            case "conv2d" -> Convolutions.conv2d(x, y, options(one));
            case "transposed" -> Convolutions.transposed(x, y, options(one), one.integers("surplus"));
            case "averagePool" -> Pools.averagePool(x, windows(one), !one.flag("bare"));
            case "upsampleNearest" -> Pools.upsampleNearest(x, one.integers("sizes"));
            case "upsampleLinear" -> Pools.upsampleLinear(x, one.flag("corners"), one.integers("sizes"));
            default -> throw new IllegalArgumentException("No function of ours is known for " + one.op());
        };
    }

    private static Reduction reduction(PyTorchCase one) {
        return Reduction.valueOf(one.attributes().get("reduction"));
    }

    private static ConvolutionOptions options(PyTorchCase one) {
        ConvolutionOptions options = ConvolutionOptions.of();
        Map<String, String> given = one.attributes();
        options = given.containsKey("stride") ? options.stride(one.integers("stride")) : options;
        options = given.containsKey("padding") ? options.padding(one.integers("padding")) : options;
        options = given.containsKey("dilation") ? options.dilation(one.integers("dilation")) : options;
        return given.containsKey("groups") ? options.groups(one.integer("groups")) : options;
    }

    private static PoolWindows windows(PyTorchCase one) {
        Map<String, String> given = one.attributes();
        if (given.containsKey("adaptive")) {
            return PoolWindows.adaptive(one.integers("adaptive"));
        }
        PoolWindows windows = PoolWindows.of(one.integers("size"));
        windows = given.containsKey("stride") ? windows.stride(one.integers("stride")) : windows;
        return given.containsKey("padding") ? windows.padding(one.integers("padding")) : windows;
    }
}
