package dev.gradus.benchmarks;

import dev.gradus.graph.Graph;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A chain of scalar ops, ×1.0001, sin and +1e-9 in turn: built, planned, run forward and backward. */
@State(Scope.Benchmark)
public class ScalarChain {
    private static final int LENGTH = 100_000;

    private final double[] values = new double[LENGTH + 1];

    @Benchmark
    public double gradus() {
        Parameter x = Parameter.of("x", Tensor.scalar(0.5));
        Run run = Run.of(Graph.of(on(x, LENGTH)));
        run.forward();
        run.backward();
        return run.gradient(x).item();
    }

    /** A chain of this length on a node. */
    static Node on(Node x, int length) {
        Node node = x;
        for (int i = 0; i < length; i++) {
            node = switch (i % 3) {
                case 0 -> node.multiply(1.0001);
                case 1 -> node.sin();
                default -> node.add(1e-9);
            };
        }
        return node;
    }

    /** Two loops over an array. */
    @Benchmark
    public double byHand() {
        values[0] = 0.5;
        for (int i = 0; i < LENGTH; i++) {
            values[i + 1] = switch (i % 3) {
                case 0 -> values[i] * 1.0001;
                case 1 -> StrictMath.sin(values[i]);
                default -> values[i] + 1e-9;
            };
        }
        double gradient = 1;
        for (int i = LENGTH - 1; i >= 0; i--) {
            gradient *= switch (i % 3) {
                case 0 -> 1.0001;
                case 1 -> StrictMath.cos(values[i]);
                default -> 1;
            };
        }
        return gradient;
    }
}
