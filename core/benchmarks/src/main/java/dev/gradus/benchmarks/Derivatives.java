package dev.gradus.benchmarks;

import dev.gradus.check.GradientCheck;
import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A check of 110 gradients numerically, and a Hessian-vector product of the loss of {@link OneLayer} on 360 × 6. */
@State(Scope.Benchmark)
public class Derivatives {
    private Run checked;
    private Run hessian;
    private Run gradient;

    @Setup
    public void prepare() {
        NumpyRandom random = NumpyRandom.seed(0);
        checked = layer(random, 100, 10, 10, false);
        hessian = layer(random, 360, 6, 1, true);
        gradient = layer(random, 360, 6, 1, false);
    }

    private static Run layer(NumpyRandom random, int rows, int columns, int outputs, boolean second) {
        Input x = Input.of("x", rows, columns), y = Input.of("y", rows, outputs);
        Parameter W = Parameter.of("W", random.randn(columns, outputs));
        Parameter b = Parameter.of("b", Tensor.zeros(1, outputs));
        Node J = new MseLoss(x.matMul(W).add(b).sigmoid(), y);
        Graph graph = Graph.of(J);
        if (second) {
            Node slope = Gradients.of(J).wrt(W).sum();
            graph = Graph.of(Gradients.of(slope).wrt(W));
        }
        return Run.of(graph).feed(x, random.randn(rows, columns)).feed(y, Tensor.zeros(Shape.of(rows, outputs)));
    }

    @Benchmark
    public Object gradientCheck() {
        return GradientCheck.of(checked).check();
    }

    @Benchmark
    public double hessianVectorProduct() {
        return hessian.forward();
    }

    /** What both are compared with: the value and its gradients, once. */
    @Benchmark
    public double valueAndGradient() {
        double value = gradient.forward();
        gradient.backward();
        return value;
    }
}
