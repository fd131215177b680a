package dev.gradus.benchmarks;

import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.GradientDescent;
import dev.gradus.train.Optimizer;

/** Ten steps of training logical AND, to be timed as a whole process. */
final class ColdStart {
    private ColdStart() {}

    public static void main(String[] unused) {
        Input x = Input.of("x", 4, 2), y = Input.of("y", 4, 1);
        Parameter W = Parameter.of("W", Tensor.of(new double[][] {{1.2}, {0.3}}));
        Parameter b = Parameter.of("b", Tensor.zeros(1, 1));
        Node J = new MseLoss(x.matMul(W).add(b).sigmoid(), y);
        Run run = Run.of(Graph.of(J))
                .feed(x, new double[] {0, 0, 0, 1, 1, 0, 1, 1})
                .feed(y, new double[] {0, 0, 0, 1});
        Optimizer descent = GradientDescent.of(1.0);
        double loss = 0;
        for (int step = 0; step < 10; step++) {
            loss = run.forward();
            run.backward();
            descent.step(run);
        }
        System.out.println(loss);
    }
}
