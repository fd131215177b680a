package dev.gradus.examples.gallery;

import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Run;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;

/** A residual block: two layers beside a short cut. */
final class ResidualBlock {
    private ResidualBlock() {}

    static Exhibit exhibit() {
        NumpyRandom random = NumpyRandom.seed(4);
        Input x = Input.of("x", Shape.of(4, 3).named("n_batch", "n_model"));
        Input y = Input.of("y", Shape.of(4, 3).named("n_batch", "n_model"));
        Parameter W1 = Parameter.of("W₁", random.randn(3, 4).named("n_model", "n_hidden"));
        Parameter W2 = Parameter.of("W₂", random.normal(0, 0.5, Shape.of(4, 3)).named("n_hidden", "n_model"));

        Node h = x.matMul(W1).named("a").relu().named("h");
        Node f = h.matMul(W2).named("f");
        Node out = x.add(f).named("ŷ");
        Node J = new MseLoss(out, y).named("J");

        Run run = Run.of(Graph.of(J))
                .feed(x, new double[][] {{1, 0, -1}, {0.5, 1, 0}, {-1, 0.5, 1}, {0, -1, 0.5}})
                .feed(y, Tensor.zeros(4, 3));
        return Exhibit.of("residual", "A residual block", "two layers beside a short cut", Trace.of(run, x))
                .scope("layer 1", h)
                .scope("layer 2", f)
                .scope("short cut", out)
                .scope("loss", J)
                .teaching(
                        "A short cut passes the gradient on unchanged, whatever the layers do. The two paths meet in an addition.",
                        "How much of ∂J/∂x comes by the short cut, how much through the layers?",
                        "Set W₂ to zeros. Which gradients become 0, and which do not?",
                        "Why do deep networks train better with such short cuts?");
    }
}
