package dev.gradus.examples.gallery;

import dev.gradus.graph.Graph;
import dev.gradus.loss.CrossEntropyLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.GradientDescent;

/** Two layers and a cross-entropy. */
final class TwoLayers {
    private TwoLayers() {}

    static Exhibit exhibit() {
        NumpyRandom random = NumpyRandom.seed(0);
        Input x = Input.of("x", Shape.of(4, 2).named("n_batch", "n_in"));
        Input y = Input.of("y", Shape.of(4).named("n_batch"));
        Parameter W1 = Parameter.of("W₁", random.randn(2, 3).named("n_in", "n_hidden"));
        Parameter b1 = Parameter.of("b₁", Tensor.zeros(1, 3).named("", "n_hidden"));
        Parameter W2 = Parameter.of("W₂", random.randn(3, 3).named("n_hidden", "n_classes"));
        Parameter b2 = Parameter.of("b₂", Tensor.zeros(1, 3).named("", "n_classes"));

        Node h = x.matMul(W1).add(b1).named("z₁").tanh().named("h");
        Node z = h.matMul(W2).add(b2).named("z₂");
        Node J = new CrossEntropyLoss(z, y).named("J");

        Run run = Run.of(Graph.of(J))
                .feed(x, new double[][] {{0.5, -1}, {1, 0.5}, {-0.5, 1.5}, {-1, -0.5}})
                .feed(y, new double[] {0, 1, 0, 2});
        return Exhibit.of(
                        "two-layers",
                        "Two layers",
                        "softmax and cross-entropy",
                        GradientDescent.of(1).trace(run))
                .scope("layer 1", h)
                .scope("layer 2", z)
                .scope("loss", J)
                .teaching(
                        "Each layer sends its upstream gradient in three directions: to its weights, to its bias, and to the"
                                + " previous layer.",
                        "Where softmax and cross-entropy meet, the gradient is ŷ − y, over the number of examples. Which of the four examples pulls hardest, and"
                                + " why?",
                        "Set one number of h to 0. Which weights of W₂ get no gradient from that example?",
                        "Why does ∂J/∂b₂ have one row, although four rows of gradients arrive?");
    }
}
