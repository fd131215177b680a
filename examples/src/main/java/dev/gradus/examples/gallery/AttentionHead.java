package dev.gradus.examples.gallery;

import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.nn.Attention;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.GradientDescent;

/** One attention head with a causal mask. */
final class AttentionHead {
    private AttentionHead() {}

    static Exhibit exhibit() {
        NumpyRandom random = NumpyRandom.seed(1);
        Input x = Input.of("x", Shape.of(4, 3).named("n_tokens", "n_model"));
        Input y = Input.of("y", Shape.of(4, 2).named("n_tokens", "n_head"));
        Shape weights = Shape.of(3, 2).named("n_model", "n_head");
        Parameter WQ = Parameter.of("W_Q", random.normal(0, 1, weights).named("n_model", "n_head"));
        Parameter WK = Parameter.of("W_K", random.normal(0, 1, weights).named("n_model", "n_head"));
        Parameter WV = Parameter.of("W_V", random.normal(0, 1, weights).named("n_model", "n_head"));

        Node q = x.matMul(WQ).named("Q");
        Node k = x.matMul(WK).named("K");
        Node v = x.matMul(WV).named("V");
        Node scores = q.matMul(k.transpose()).divide(Math.sqrt(2)).named("S");
        Node weighted = scores.add(Attention.causalMask(4)).softmax(1).named("A");
        Node out = weighted.matMul(v).named("O");
        Node J = new MseLoss(out, y).named("J");

        Run run = Run.of(Graph.of(J))
                .feed(x, new double[][] {{1, 0, -0.5}, {0.5, 1, 0}, {-1, 0.5, 1}, {0, -1, 0.5}})
                .feed(y, Tensor.of(new double[][] {{1, 0}, {0, 1}, {1, 1}, {0, 0}}));
        return Exhibit.of(
                        "attention",
                        "One attention head",
                        "four tokens, a causal mask",
                        GradientDescent.of(1).trace(run))
                .scope("queries, keys, values", q)
                .scope("scores", scores)
                .scope("attention", weighted)
                .scope("output", out)
                .scope("loss", J)
                .teaching(
                        "A token is read through three matrices, so three gradients come back to it. What the mask hides gets no"
                                + " attention, and no gradient.",
                        "Why is the first row of A 1, 0, 0, 0, whatever the weights are?",
                        "Which entries of ∂J/∂S are exactly 0, and why?",
                        "What changes if the scores are not divided by √2?");
    }
}
