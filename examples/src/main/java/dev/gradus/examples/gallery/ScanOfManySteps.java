package dev.gradus.examples.gallery;

import dev.gradus.flow.Scan;
import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.GradientDescent;

/** A recurrent network over 25 steps as one loop. */
final class ScanOfManySteps {
    private ScanOfManySteps() {}

    static Exhibit exhibit() {
        NumpyRandom random = NumpyRandom.seed(3);
        Parameter W = Parameter.of("W", random.randn(1, 2));
        Parameter U = Parameter.of("U", random.normal(0, 0.7, Shape.of(2, 2)));
        Parameter V = Parameter.of("V", random.randn(2, 1));
        Input signal = Input.of("x", Shape.of(25, 1).named("n_steps", "n_in"));
        Input y = Input.of("y", Shape.of(25, 1).named("n_steps", "n_out"));

        Scan rnn = Scan.over("x", signal.reshape(25, 1, 1), 0)
                .carry("h", Constant.of("h_0", Tensor.zeros(1, 2)))
                .body((h, x) -> x.matMul(W).add(h.matMul(U)).named("z").tanh());
        Node states = rnn.output("h").reshape(25, 2).named("H");
        Node J = new MseLoss(states.matMul(V).named("ŷ"), y).named("J");

        Run run = Run.of(Graph.of(J))
                .feed(signal, Tensor.generate(Shape.of(25, 1), t -> StrictMath.sin(0.5 * t)))
                .feed(y, Tensor.generate(Shape.of(25, 1), t -> StrictMath.sin(0.5 * t + 0.5)));
        return Exhibit.of(
                        "scan",
                        "A scan of 25 steps",
                        "predicting a signal",
                        GradientDescent.of(0.1).trace(run))
                .teaching(
                        "A loop is one op. Its backward pass is a loop in reverse, which carries a gradient from each step to the"
                                + " previous one.",
                        "Open the loop at t = 0 and at t = 24. In which of them is the state larger, and why?",
                        "Open the loop of the way back. At which t does it begin?",
                        "What must the forward pass keep so that the backward pass can run?");
    }
}
