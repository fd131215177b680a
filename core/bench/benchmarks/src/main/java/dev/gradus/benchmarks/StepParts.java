package dev.gradus.benchmarks;

import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Optimization;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.Adam;
import dev.gradus.train.GradientDescent;
import dev.gradus.train.Optimizer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Where the time of a step of {@link OneLayer} 4 × 2 and of {@link Perceptron} goes: each part with all before it. */
@State(Scope.Benchmark)
public class StepParts {
    @Param({"OneLayer", "Perceptron", "Perceptron without products"})
    public String work;

    private final Optimizer descent = GradientDescent.of(0.01);
    private final Optimizer adam = Adam.of(1e-6);
    private Run run;
    private Run opByOp;

    @Setup
    public void prepare() {
        run = run();
        opByOp = run(Optimization.GENERATED_LOOPS);
    }

    private Run run(Optimization... switchedOff) {
        return switch (work) {
            case "OneLayer" -> layer(switchedOff);
            case "Perceptron" -> Perceptron.network(switchedOff);
            default -> Perceptron.withoutProducts(switchedOff);
        };
    }

    private static Run layer(Optimization... switchedOff) {
        Input x = Input.of("x", 4, 2), y = Input.of("y", 4, 1);
        Parameter W = Parameter.of("W", Tensor.of(new double[][] {{1.2}, {0.3}}));
        Parameter b = Parameter.of("b", Tensor.zeros(1, 1));
        Node J = new MseLoss(x.matMul(W).add(b).sigmoid(), y);
        return Run.builder(Graph.of(J))
                .without(switchedOff)
                .build()
                .feed(x, new double[] {0, 0, 0, 1, 1, 0, 1, 1})
                .feed(y, new double[] {0, 0, 0, 1});
    }

    @Benchmark
    public double forward() {
        return run.forward();
    }

    @Benchmark
    public double forwardAndBackward() {
        return gradients(run);
    }

    @Benchmark
    public double step() {
        return step(run, descent);
    }

    @Benchmark
    public double stepOfAdam() {
        return step(run, adam);
    }

    @Benchmark
    public double gradientsOpByOp() {
        return gradients(opByOp);
    }

    private static double gradients(Run run) {
        double loss = run.forward();
        run.backward();
        return loss;
    }

    private static double step(Run run, Optimizer optimizer) {
        double loss = gradients(run);
        optimizer.step(run);
        return loss;
    }
}
