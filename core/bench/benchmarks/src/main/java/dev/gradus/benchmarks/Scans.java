package dev.gradus.benchmarks;

import dev.gradus.flow.Checkpoint;
import dev.gradus.flow.Scan;
import dev.gradus.flow.ScanBuilder;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/** Prints what loops cost that stay loops, beside the same steps written one after the other: of some passes the fastest. */
final class Scans {
    private static final int WIDTH = 16;

    private Scans() {}

    /** All parts, or the named ones: recurrent, species, layers. */
    public static void main(String[] parts) {
        Set<String> wanted = parts.length == 0 ? Set.of("recurrent", "species", "layers") : Set.of(parts);
        if (wanted.contains("recurrent")) {
            recurrent();
        }
        if (wanted.contains("species")) {
            initialValueProblem();
        }
        if (wanted.contains("layers")) {
            layers();
        }
    }

    private static void recurrent() {
        System.out.println("| steps of tanh(x W + h U), width " + WIDTH
                + " | scan: planned, ms | a step of training, ms | memory, KB | √n checkpoints: a step | memory"
                + " | unrolled: planned, ms | a step | memory |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        for (int again = 0; again < 2; again++) { // the first time for the JVM, which the short ones suffice for
            for (int steps : again == 0 ? new int[] {10, 100, 1_000} : new int[] {10, 100, 1_000, 10_000, 100_000}) {
                LoopCost scan = cost(() -> scanned(steps, 0), steps);
                LoopCost some = cost(() -> scanned(steps, (int) Math.sqrt(steps)), steps);
                LoopCost unrolled = cost(() -> unrolled(steps), steps);
                if (again == 1) {
                    print(
                            steps,
                            scan.planned(),
                            scan.training(),
                            scan.kilobytes(),
                            some.training(),
                            some.kilobytes(),
                            unrolled.planned(),
                            unrolled.training(),
                            unrolled.kilobytes());
                }
            }
        }
    }

    private static Node scanned(int steps, int every) {
        Parameter u = weights("U", WIDTH), w = weights("W", WIDTH);
        ScanBuilder builder = Scan.over(sequence(steps), 0).carry("h", Constant.of(Tensor.zeros(1, WIDTH)));
        if (every > 0) {
            builder.checkpoint(every);
        }
        return builder.body((h, x) -> x.matMul(w).add(h.matMul(u)).tanh())
                .carry()
                .square()
                .sum();
    }

    private static Node unrolled(int steps) {
        Parameter u = weights("U", WIDTH), w = weights("W", WIDTH);
        Node x = sequence(steps);
        Node h = Constant.of(Tensor.zeros(1, WIDTH));
        for (int step = 0; step < steps; step++) {
            h = x.select(0, step).matMul(w).add(h.matMul(u)).tanh();
        }
        return h.square().sum();
    }

    private static Node sequence(int steps) {
        return Parameter.of("x", NumpyRandom.seed(1).randn(steps, 1, WIDTH)).stopGradient();
    }

    private static Parameter weights(String name, int width) {
        return Parameter.of(name, NumpyRandom.seed(2).normal(0, 0.2, Shape.of(width, width)));
    }

    private static void initialValueProblem() {
        System.out.println();
        System.out.println(
                "| steps of Runge and Kutta for two species | planned, ms | value, ms | gradient of 4 parameters, ms"
                        + " | memory, KB | √n checkpoints: value | gradient | memory |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        for (int again = 0; again < 2; again++) {
            for (int steps : new int[] {1_000, 100_000}) {
                LoopCost all = LoopCost.of(() -> species(steps, 0), 20);
                LoopCost some = LoopCost.of(() -> species(steps, (int) Math.sqrt(steps)), 20);
                if (again == 1) {
                    print(
                            steps,
                            all.planned(),
                            all.forward(),
                            all.backward(),
                            all.kilobytes(),
                            some.forward(),
                            some.backward(),
                            some.kilobytes());
                }
            }
        }
    }

    /** The equations of Lotka and Volterra from (10, 5) over the time 10. */
    static Node species(int steps, int every) {
        Parameter[] p = {
            Parameter.of("a", Tensor.scalar(1.1)), Parameter.of("b", Tensor.scalar(0.4)),
            Parameter.of("c", Tensor.scalar(0.4)), Parameter.of("d", Tensor.scalar(0.1))
        };
        ScanBuilder builder = Scan.times(steps).carry("x", Constant.of(10)).carry("y", Constant.of(5));
        if (every > 0) {
            builder.checkpoint(every);
        }
        Scan scan = builder.steps(step -> {
            Node[] next = rungeKutta(step.carry("x"), step.carry("y"), p, 10.0 / steps);
            step.next("x", next[0]).next("y", next[1]);
        });
        return scan.carry("x").square().add(scan.carry("y"));
    }

    private static Node[] rungeKutta(Node x, Node y, Parameter[] p, double h) {
        Node[] k1 = slopes(x, y, p);
        Node[] k2 = slopes(x.add(k1[0].multiply(h / 2)), y.add(k1[1].multiply(h / 2)), p);
        Node[] k3 = slopes(x.add(k2[0].multiply(h / 2)), y.add(k2[1].multiply(h / 2)), p);
        Node[] k4 = slopes(x.add(k3[0].multiply(h)), y.add(k3[1].multiply(h)), p);
        return new Node[] {x.add(mean(k1[0], k2[0], k3[0], k4[0], h)), y.add(mean(k1[1], k2[1], k3[1], k4[1], h))};
    }

    private static Node mean(Node k1, Node k2, Node k3, Node k4, double h) {
        return k1.add(k2.multiply(2)).add(k3.multiply(2)).add(k4).multiply(h / 6);
    }

    private static Node[] slopes(Node x, Node y, Parameter[] p) {
        return new Node[] {
            p[0].multiply(x).subtract(p[1].multiply(x).multiply(y)),
            p[3].multiply(x).multiply(y).subtract(p[2].multiply(y))
        };
    }

    private static void layers() {
        System.out.println();
        System.out.println("| layers of 64 × 64 with tanh, batch 256 | a step of training, ms | memory, KB"
                + " | √n checkpoints: a step | memory |");
        System.out.println("|---|---|---|---|---|");
        for (int again = 0; again < 2; again++) {
            for (int count : new int[] {25, 100, 400}) {
                LoopCost all = cost(() -> deep(count, 0), 1_000);
                LoopCost some = cost(() -> deep(count, (int) Math.sqrt(count)), 1_000);
                if (again == 1) {
                    print(count, all.training(), all.kilobytes(), some.training(), some.kilobytes());
                }
            }
        }
    }

    private static Node deep(int layers, int every) {
        Node h = Parameter.of("x", NumpyRandom.seed(1).randn(256, 64)).stopGradient();
        for (int layer = 1; layer <= layers; layer++) {
            h = h.matMul(weights("W" + layer, 64)).tanh();
            h = every > 0 && layer % every == 0 ? Checkpoint.of(h) : h;
        }
        return h.square().mean();
    }

    private static LoopCost cost(Supplier<Node> model, int size) {
        return LoopCost.of(model, Math.max(5, Math.min(200, 100_000 / size)));
    }

    private static void print(int size, double... numbers) {
        System.out.println(BenchmarkTable.row(String.format(Locale.ROOT, "%,d", size), numbers));
    }
}
