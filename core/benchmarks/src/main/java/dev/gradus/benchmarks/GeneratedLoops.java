package dev.gradus.benchmarks;

import dev.gradus.graph.Graph;
import dev.gradus.kernel.BinaryFunction;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.UnaryFunction;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Pass;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.util.Locale;
import java.util.Set;

/**
 * Prints what generated loops gain: three works by hand, in generated loops, and in blocks, then step number against time
 * while 1, 10 and 50 groups warm up. Of all runs of a work the fastest counts.
 */
final class GeneratedLoops {
    private static final int SIZE = 1_000_000;
    private static final Set<Integer> STEPS = Set.of(10, 30, 100, 300, 1000);
    private static final int ROWS = 128;
    private static final int COLUMNS = 256;
    private static final long WARM_UP_NANOS = 2_500_000_000L;
    private static final long MEASURED_NANOS = 1_500_000_000L;

    private GeneratedLoops() {}

    public static void main(String[] parts) {
        String part = parts.length > 0 ? parts[0] : "all";
        if (!part.equals("curves")) {
            sumOfProducts();
            chain();
            biasAndSigmoid();
        }
        if (!part.equals("works")) {
            for (int groups : new int[] {1, 10, 50}) {
                curve(groups);
            }
        }
    }

    /** The value and the gradients of Σ σ(a·b + c)·tanh(a), a million elements each. */
    private static void sumOfProducts() {
        NumpyRandom random = NumpyRandom.seed(0);
        Tensor a0 = random.randn(SIZE), b0 = random.randn(SIZE), c0 = random.randn(SIZE);
        Parameter a = Parameter.of("a", a0), b = Parameter.of("b", b0), c = Parameter.of("c", c0);
        Graph graph = Graph.of(a.multiply(b).add(c).sigmoid().multiply(a.tanh()).sum());
        double[] x = a0.toArray(), y = b0.toArray(), z = c0.toArray();
        double[] gradientOfA = new double[SIZE], gradientOfB = new double[SIZE], gradientOfC = new double[SIZE];
        Runnable byHand = () -> OnePass.sumOfProducts(x, y, z, gradientOfA, gradientOfB, gradientOfC);
        print("value and gradients of Σ σ(a·b + c)·tanh(a), 1,000,000", SIZE, byHand, graph);
    }

    /** Eight cheap operations on a million elements. */
    private static void chain() {
        NumpyRandom random = NumpyRandom.seed(0);
        Tensor a0 = random.randn(SIZE), b0 = random.randn(SIZE), c0 = random.randn(SIZE);
        Parameter a = Parameter.of("a", a0), b = Parameter.of("b", b0), c = Parameter.of("c", c0);
        Node x = a.multiply(b).add(c).multiply(a).subtract(b);
        Graph graph = Graph.of(x.multiply(c).add(a).multiply(b).subtract(c).abs());
        double[] p = a0.toArray(), q = b0.toArray(), r = c0.toArray(), out = new double[SIZE];
        print("nine cheap operations, 1,000,000", SIZE, () -> OnePass.chain(p, q, r, out), graph);
    }

    /** What a layer does behind its product. */
    private static void biasAndSigmoid() {
        NumpyRandom random = NumpyRandom.seed(0);
        Tensor z0 = random.randn(ROWS, COLUMNS), b0 = random.randn(1, COLUMNS);
        Parameter z = Parameter.of("z", z0), b = Parameter.of("b", b0);
        Kernels kernels = Kernels.chosen();
        double[] x = z0.toArray(), row = b0.toArray(), out = new double[ROWS * COLUMNS];
        Runnable byHand = () -> {
            for (int at = 0; at < out.length; at += COLUMNS) {
                kernels.binary(BinaryFunction.ADD, x, at, 1, row, 0, 1, out, at, COLUMNS);
                kernels.unary(UnaryFunction.SIGMOID, out, at, out, at, COLUMNS);
            }
        };
        print(
                "sigmoid of a sum with a row, 128 × 256",
                out.length,
                byHand,
                Graph.of(z.add(b).sigmoid()));
    }

    private static void print(String work, int elements, Runnable byHand, Graph graph) {
        double hand = nanos(byHand);
        System.out.printf(Locale.ROOT, "%s, ns an element%n", work);
        System.out.printf(Locale.ROOT, "  by hand, one thread     %6.2f%n", hand / elements);
        for (int threads = 1; threads <= Math.min(2, Runtime.getRuntime().availableProcessors()); threads++) {
            Run blocks = Run.builder(graph)
                    .threads(threads)
                    .without(Pass.GENERATED_LOOPS)
                    .build();
            Run loops = Run.builder(graph).threads(threads).build();
            System.out.printf(
                    Locale.ROOT,
                    "  %d thread(s): generated  %6.2f, blocks %6.2f%n",
                    threads,
                    nanos(() -> step(loops)) / elements,
                    nanos(() -> step(blocks)) / elements);
        }
    }

    private static void step(Run run) {
        run.forward();
        if (!run.graph().parameters().isEmpty()
                && run.graph().outputs().get(0).shape().isScalar()) {
            run.backward();
        }
    }

    private static double nanos(Runnable work) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < WARM_UP_NANOS) {
            work.run();
        }
        long fastest = Long.MAX_VALUE;
        for (long start = System.nanoTime(), end = start + MEASURED_NANOS; start < end; start = System.nanoTime()) {
            work.run();
            fastest = Math.min(fastest, System.nanoTime() - start);
        }
        return fastest;
    }

    /** The time of the first thousand steps of so many different groups; the kernels are compiled before. */
    private static void curve(int groups) {
        System.out.printf(Locale.ROOT, "%d groups of 100,000 elements: seconds until step%n", groups);
        seconds(Run.builder(groups(groups)).threads(1).without(Pass.GENERATED_LOOPS), 300);
        System.out.println("  generated" + seconds(Run.builder(groups(groups)).threads(1), 1000));
        System.out.println(
                "  blocks   " + seconds(Run.builder(groups(groups)).threads(1).without(Pass.GENERATED_LOOPS), 1000));
    }

    /** A sum over one axis ends each group. */
    private static Graph groups(int groups) {
        Parameter x = Parameter.of("x", NumpyRandom.seed(0).randn(100, 1000));
        Node sum = x.sum();
        for (int group = 0; group < groups; group++) {
            Node y = x.add(group);
            for (int i = 0; i <= group % 8; i++) {
                y = (group >> i & 1) == 0 ? y.multiply(x).add(y) : y.subtract(x).multiply(y);
            }
            y = (group & 1) == 0 ? y.sigmoid() : y.tanh();
            sum = sum.add(y.sum(1).sum());
        }
        return Graph.of(sum);
    }

    private static String seconds(Run.Builder builder, int steps) {
        Run run = builder.build();
        StringBuilder line = new StringBuilder();
        long begin = System.nanoTime();
        for (int step = 1; step <= steps; step++) {
            run.forward();
            if (STEPS.contains(step)) {
                line.append(String.format(Locale.ROOT, "%6d: %6.2f", step, (System.nanoTime() - begin) / 1e9));
            }
        }
        return line.toString();
    }
}
