package dev.gradus.explain;

import dev.gradus.check.GradientCheck;
import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import dev.gradus.run.Step;
import dev.gradus.run.Step.Phase;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.GradientDescent;

/** The lesson's network on logical AND, before its first step. */
final class LessonGraph {
    final Input x = Input.of("x", Shape.of(4, 2).named("n_batch", "n_in"));
    final Input y = Input.of("y", Shape.of(4, 1).named("n_batch", "n_out"));
    final Parameter W = Parameter.of(
            "W",
            Tensor.of(new double[][] {{1.2473733762017727}, {0.28295387557714186}})
                    .named("n_in", "n_out"));
    final Parameter b = Parameter.of("b", Tensor.zeros(1, 1).named("", "n_out"));
    final Node z = x.matMul(W).add(b).named("z");
    final Node yHat = z.sigmoid().named("ŷ");
    final Node J = new MseLoss(yHat, y).named("J");
    final Run run = Run.of(Graph.of(J))
            .feed(x, new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}})
            .feed(y, new double[][] {{0}, {0}, {0}, {1}});

    /** Returns the checked trace of forward, backward and one step of gradient descent. */
    Trace training() {
        var report = GradientCheck.of(run).check();
        return report.mark(GradientDescent.of(1).trace(run));
    }

    static Step step(Trace trace, Phase phase, Node node) {
        return trace.steps().stream()
                .filter(step -> step.phase() == phase && step.node() == node)
                .findFirst()
                .orElseThrow();
    }
}
