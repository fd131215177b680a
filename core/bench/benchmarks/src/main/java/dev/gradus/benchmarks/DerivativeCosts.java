package dev.gradus.benchmarks;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.graph.Tangents;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Hessian;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import java.util.List;
import java.util.Locale;

/** Prints what derivatives cost, as multiples of the time of the value: of many passes the fastest, on one thread. */
final class DerivativeCosts {
    private static final NumpyRandom RANDOM = NumpyRandom.seed(0);

    private DerivativeCosts() {}

    /** A number, and what it is differentiated by. */
    private record Work(String name, Node y, Parameter x) {}

    /** The argument {@code matrices} prints what Hessians and Jacobians cost instead. */
    public static void main(String[] what) {
        if (List.of(what).contains("matrices")) {
            matrices();
            return;
        }
        System.out.println(
                "| work | value, µs | value and gradient | value and J v | H v alone | value, gradient and H v |");
        System.out.println("|---|---|---|---|---|---|");
        for (Work work : List.of(layer(360, 6), layers(64, 32, 2), layers(256, 256, 3), products(), chain())) {
            print(work);
        }
    }

    /** Matrices of few parameters: all of them, and divided by their rows. */
    private static void matrices() {
        System.out.println("| work | value, µs | n | H | a row of it | diagonal of H | an element of it |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (Work work : List.of(layer(360, 6), layer(360, 60), layers(64, 16, 2))) {
            Hessian hessian = Hessian.of(work.y).wrt(work.x);
            double value = micros(work.y);
            int n = work.x.shape().elements();
            StringBuilder line =
                    new StringBuilder("| " + work.name + " | " + BenchmarkTable.number(value) + " | " + n + " |");
            for (double cost : new double[] {micros(hessian::value), micros(hessian::diagonal)}) {
                line.append(String.format(Locale.ROOT, " × %.1f | × %.2f |", cost / value, cost / value / n));
            }
            System.out.println(line);
        }
    }

    private static Work layer(int rows, int columns) {
        Parameter w = Parameter.of("W", RANDOM.randn(columns, 1));
        Node y = input(rows, columns)
                .matMul(w)
                .add(Parameter.of("b", RANDOM.randn(1, 1)))
                .sigmoid();
        return new Work("one layer " + rows + " × " + columns, new MseLoss(y, input(rows, 1)), w);
    }

    private static Work layers(int batch, int width, int count) {
        Node h = input(batch, width);
        Parameter first = Parameter.of("W", RANDOM.normal(0, 0.1, Shape.of(width, width)));
        h = h.matMul(first).tanh();
        for (int layer = 1; layer < count; layer++) {
            h = h.matMul(Parameter.of("W" + layer, RANDOM.normal(0, 0.1, Shape.of(width, width))))
                    .tanh();
        }
        return new Work(
                count + " layers " + width + " × " + width + ", batch " + batch,
                h.square().mean(),
                first);
    }

    private static Work products() {
        Parameter a = Parameter.of("a", RANDOM.randn(1_000_000));
        Node y = a.multiply(input(1_000_000))
                .add(input(1_000_000))
                .sigmoid()
                .multiply(a.tanh())
                .sum();
        return new Work("Σ σ(a b + c) tanh(a), 1,000,000 elements", y, a);
    }

    private static Work chain() {
        Parameter x = Parameter.of("x", RANDOM.randn(1).reshape(Shape.scalar()));
        return new Work("chain of 1,000 scalar ops", ScalarChain.on(x, 1_000), x);
    }

    /** Data, which no pass computes in advance. */
    private static Node input(int... sizes) {
        return Parameter.of("data " + RANDOM.randn(1).toArray()[0], RANDOM.randn(sizes))
                .stopGradient();
    }

    private static void print(Work work) {
        Node v = Parameter.of("v", RANDOM.normal(0, 1, work.x.shape())).stopGradient();
        Node gradient = Gradients.of(work.y).wrt(work.x);
        Node along = Tangents.of(work.y).along(work.x, v);
        Node curvature = Tangents.of(gradient).along(work.x, v);
        double value = micros(work.y);
        StringBuilder line = new StringBuilder("| " + work.name + " | " + BenchmarkTable.number(value) + " |");
        for (double cost : new double[] {
            micros(work.y, gradient), micros(work.y, along), micros(curvature), micros(work.y, gradient, curvature)
        }) {
            line.append(String.format(Locale.ROOT, " × %.2f |", cost / value));
        }
        System.out.println(line);
    }

    private static double micros(Node... outputs) {
        Run run = Run.builder(Graph.of(outputs)).threads(1).build();
        return micros(run::forward);
    }

    private static double micros(Runnable work) {
        return Fastest.nanos(work, 3_000_000_000L) / 1e3;
    }
}
