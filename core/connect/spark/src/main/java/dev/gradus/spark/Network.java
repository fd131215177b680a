package dev.gradus.spark;

import dev.gradus.loss.ClassLosses;
import dev.gradus.loss.MseLoss;
import dev.gradus.loss.Reduction;
import dev.gradus.nn.Activations;
import dev.gradus.nn.Linear;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.random.NumpyRandom;
import dev.gradus.train.BatchGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A network of linear layers, as {@link GradusEstimator}'s parameters describe it.
 *
 * @param layers the number of units of each layer, from the features to the output
 * @param activation the function after each layer but the last, one of {@link #ACTIVATIONS}
 * @param classifies whether the output is the probabilities of classes
 * @param seed determines the initial weights
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Network(int[] layers, String activation, boolean classifies, long seed) implements Recipe {
    static final List<String> ACTIVATIONS = List.of("tanh", "sigmoid", "relu", "gelu", "silu", "softplus");

    @Override
    public IntFunction<BatchGraph> model() {
        NumpyRandom random = NumpyRandom.seed(seed);
        List<Linear> linear = new ArrayList<>();
        for (int i = 1; i < layers.length; i++) {
            linear.add(Linear.of("layer" + i, layers[i - 1], layers[i], random));
        }
        return n -> {
            Input x = Input.of("x", n, layers[0]);
            Node z = x.then(linear.get(0));
            for (Linear layer : linear.subList(1, linear.size())) {
                z = activated(z).then(layer);
            }
            return classifies ? classifying(x, z, n) : regressing(x, z);
        };
    }

    private Node activated(Node z) {
        return switch (activation) {
            case "tanh" -> z.tanh();
            case "sigmoid" -> z.sigmoid();
            case "relu" -> Activations.relu(z);
            case "gelu" -> Activations.gelu(z);
            case "silu" -> Activations.silu(z);
            case "softplus" -> Activations.softplus(z);
            default -> throw new IllegalStateException(activation);
        };
    }

    private static BatchGraph regressing(Input x, Node z) {
        Input y = Input.of("y", z.shape());
        return BatchGraph.of(new MseLoss(z, y), x, y).predicting(z);
    }

    private static BatchGraph classifying(Input x, Node z, int n) {
        Input y = Input.of("y", n, 1);
        boolean isYesOrNo = z.shape().size(1) == 1;
        Node loss = isYesOrNo
                ? ClassLosses.binaryCrossEntropyOfLogits(z, y, Reduction.MEAN)
                : ClassLosses.crossEntropy(z, y.reshape(n), Reduction.MEAN);
        return BatchGraph.of(loss, x, y).predicting(isYesOrNo ? z.sigmoid() : Activations.softmax(z, 1));
    }
}
