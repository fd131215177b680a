package dev.gradus.examples.gallery;

import dev.gradus.graph.Graph;
import dev.gradus.loss.BinaryCrossEntropyLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.GradientDescent;

/** Logistic regression with a penalty on large weights. */
final class LogisticRegression {
    private LogisticRegression() {}

    static Exhibit exhibit() {
        Input x = Input.of("x", Shape.of(6, 2).named("n_batch", "n_in"));
        Input y = Input.of("y", Shape.of(6, 1).named("n_batch", "n_out"));
        Parameter w =
                Parameter.of("w", Tensor.of(new double[][] {{1.5}, {-0.5}}).named("n_in", "n_out"));
        Parameter b = Parameter.of("b", Tensor.zeros(1, 1).named("", "n_out"));

        Node z = x.matMul(w).add(b).named("z");
        Node fit = new BinaryCrossEntropyLoss(z, y).named("L");
        Node penalty = w.square().sum().multiply(0.05).named("R");
        Node J = fit.add(penalty).named("J");

        Run run = Run.of(Graph.of(J))
                .feed(x, new double[][] {{0.5, 1}, {1, -0.5}, {1.5, 0.5}, {-1, 0.5}, {-0.5, -1}, {-1.5, 1}})
                .feed(y, new double[][] {{1}, {1}, {1}, {0}, {0}, {1}});
        return Exhibit.of(
                        "logistic-regression",
                        "Logistic regression",
                        "with a penalty λ‖w‖², λ = 0.05",
                        GradientDescent.of(1).trace(run))
                .teaching(
                        "A weight that is used twice, in the model and in the penalty, gets the sum of two gradients. The penalty's"
                                + " part pulls the weight towards 0.",
                        "Which part of ∂J/∂w is larger here, the data's or the penalty's?",
                        "Why is b left out of the penalty?",
                        "What happens to w if all data are taken away and only the penalty stays?");
    }
}
