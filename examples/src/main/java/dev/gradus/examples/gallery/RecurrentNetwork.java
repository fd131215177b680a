package dev.gradus.examples.gallery;

import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.GradientDescent;

/** A recurrent network, unrolled over three steps. */
final class RecurrentNetwork {
    private RecurrentNetwork() {}

    static Exhibit exhibit() {
        NumpyRandom random = NumpyRandom.seed(7);
        Parameter W = Parameter.of("W", random.randn(2, 3).named("n_in", "n_hidden"));
        Parameter U = Parameter.of("U", random.randn(3, 3).named("n_hidden", "n_hidden"));
        Input start = Input.of("h_0", Shape.of(2, 3).named("n_batch", "n_hidden"));
        Input y = Input.of("y", Shape.of(2, 3).named("n_batch", "n_hidden"));
        Node[] h = {start, start, start, start};
        Input[] x = new Input[4];
        for (int t = 1; t <= 3; t++) {
            x[t] = Input.of("x_" + t, Shape.of(2, 2).named("n_batch", "n_in"));
            h[t] = h[t - 1].matMul(U).add(x[t].matMul(W)).tanh().named("h_" + t);
        }
        Node J = new MseLoss(h[3], y).named("J");

        Run run = Run.of(Graph.of(J)).feed(start, Tensor.zeros(2, 3)).feed(y, new double[][] {
            {0.5, 0, -0.5}, {-0.5, 0.5, 0}
        });
        for (int t = 1; t <= 3; t++) {
            run.feed(x[t], new double[][] {{t - 2, 0.5}, {1, 2 - t}});
        }
        Exhibit page = Exhibit.of(
                "recurrent",
                "A recurrent network",
                "three steps",
                GradientDescent.of(1).trace(run));
        for (int t = 1; t <= 3; t++) {
            page = page.scope("step " + t, h[t]);
        }
        return page.scope("loss", J)
                .teaching(
                        "The same weights are used at each time step, so their gradient is a sum over the steps. Backpropagation"
                                + " through time needs no new rule.",
                        "Which of the three steps gives the largest part of ∂J/∂U? Why is the first part 0?",
                        "How many times does the gradient pass a tanh on its way to the first step?",
                        "What would happen to that gradient after a hundred steps?");
    }
}
