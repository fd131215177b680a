package dev.gradus.train;

import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;

/** A layer with a sigmoid on linearly separable data, with the same parameters at any batch size. */
final class ClassificationModel {
    final Parameter W = Parameter.of("W", Tensor.of(new double[][] {{0.3}, {-0.2}}));
    final Parameter b = Parameter.of("b", Tensor.zeros(1, 1));

    BatchGraph graph(int size) {
        Input x = Input.of("x", size, 2), y = Input.of("y", size, 1);
        Node yHat = x.matMul(W).add(b).sigmoid();
        return BatchGraph.of(new MseLoss(yHat, y), x, y);
    }

    static Tensor features(int examples) {
        return NumpyRandom.seed(3).normal(0, 1, Shape.of(examples, 2));
    }

    /** 1 above the line. */
    static Tensor targets(Tensor features) {
        return Tensor.generate(
                Shape.of(features.shape().size(0), 1), i -> features.get(i, 0) + 2 * features.get(i, 1) > 0.5 ? 1 : 0);
    }
}
