package dev.gradus.benchmarks;

import dev.gradus.graph.Graph;
import dev.gradus.kernel.AvailableKernels;
import dev.gradus.kernel.BinaryFunction;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.UnaryFunction;
import dev.gradus.kernel.loop.FunctionCode;
import dev.gradus.kernel.loop.LoopClass;
import dev.gradus.kernel.loop.LoopCode;
import dev.gradus.kernel.loop.LoopValue;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.node.UnaryOp;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Optimization;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Prints what generated loops gain: five works by hand, in generated loops, and in blocks, then how long it takes to make
 * one, and step number against time while 1, 10 and 50 groups warm up. Of all runs of a work the fastest counts.
 */
final class GeneratedLoops {
    private static final int SIZE = 1_000_000;
    private static final int[] STEPS = {10, 30, 100, 300, 1000};
    private static final int TURNS = 2;
    private static final int ROWS = 128;
    private static final int COLUMNS = 256;
    private static final long MEASURED_NANOS = 1_000_000_000L;

    /** A plan makes a loop only when its ops took ten times as long as that, or twenty times on all processors. */
    private static final long UNTIL_GENERATED_NANOS = 20_000_000_000L;

    private GeneratedLoops() {}

    /** Runs all parts, or those named. */
    public static void main(String... parts) {
        Map<String, Runnable> all = new LinkedHashMap<>();
        all.put("sum", GeneratedLoops::sumOfProducts);
        all.put("chain", GeneratedLoops::chain);
        all.put("layer", GeneratedLoops::biasAndSigmoid);
        all.put("bias", GeneratedLoops::gradientOfBias);
        all.put("formula", GeneratedLoops::formula);
        all.put("make", GeneratedLoops::make);
        all.put("1", () -> curve(1));
        all.put("10", () -> curve(10));
        all.put("50", () -> curve(50));
        if (parts.length > 0) {
            all.keySet().retainAll(List.of(parts));
        }
        all.values().forEach(Runnable::run);
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
        Kernels kernels = AvailableKernels.chosen();
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

    /** What comes behind the sigmoid of a wide layer on the way back, and its sum over the batch. */
    private static void gradientOfBias() {
        NumpyRandom random = NumpyRandom.seed(0);
        int rows = 512, columns = 1024;
        Tensor u0 = random.randn(rows, columns), s0 = random.randn(rows, columns);
        Parameter u = Parameter.of("u", u0), s = Parameter.of("s", s0);
        Node gradient = u.multiply(s.multiply(Node.of(1).subtract(s)));
        double[] p = u0.toArray(), q = s0.toArray(), out = new double[rows * columns], sums = new double[columns];
        Runnable byHand = () -> {
            Arrays.fill(sums, 0);
            for (int at = 0; at < out.length; at += columns) {
                for (int j = 0; j < columns; j++) {
                    out[at + j] = p[at + j] * (q[at + j] * (1 - q[at + j]));
                    sums[j] += out[at + j];
                }
            }
        };
        print(
                "gradient behind a sigmoid and its sum, 512 × 1024",
                out.length,
                byHand,
                Graph.of(gradient, gradient.sum(0)));
    }

    /** A cube, as a user would write it. */
    private static final class Cube extends UnaryOp {
        Cube(Node x) {
            super(x);
        }

        @Override
        public double apply(double x) {
            return x * x * x;
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.multiply(x().square().multiply(3)));
        }

        @Override
        public Cube withInputs(List<Node> inputs) {
            return new Cube(inputs.get(0));
        }
    }

    /** A user's formula between two cheap operations. */
    private static void formula() {
        NumpyRandom random = NumpyRandom.seed(0);
        Tensor a0 = random.randn(SIZE), b0 = random.randn(SIZE);
        Parameter a = Parameter.of("a", a0), b = Parameter.of("b", b0);
        Node cube = a.multiply(b).then(Cube::new).add(b);
        double[] p = a0.toArray(), q = b0.toArray(), out = new double[SIZE];
        Runnable byHand = () -> {
            for (int i = 0; i < out.length; i++) {
                double x = p[i] * q[i];
                out[i] = x * x * x + q[i];
            }
        };
        print("(a·b)³ + b with a user's cube, 1,000,000", SIZE, byHand, Graph.of(cube));
    }

    /** How long it takes to write a loop and load its class, for σ(a·b + c)·tanh(a) with numbers of its own each time. */
    private static void make() {
        int lanes = AvailableKernels.chosen().lanes();
        double[] millis = new double[100];
        for (int i = 0; i < millis.length; i++) {
            long begin = System.nanoTime();
            LoopCode code = new LoopCode();
            LoopValue a = code.operand();
            LoopValue z = FunctionCode.of(
                    BinaryFunction.ADD, FunctionCode.of(BinaryFunction.MULTIPLY, a, code.operand()), code.constant(i));
            code.sum(FunctionCode.of(
                    BinaryFunction.MULTIPLY,
                    FunctionCode.of(UnaryFunction.SIGMOID, z),
                    FunctionCode.of(UnaryFunction.TANH, a)));
            LoopClass.load(code, lanes);
            millis[i] = (System.nanoTime() - begin) / 1e6;
        }
        double first = millis[0], second = millis[1];
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "making a loop, ms%n  the first %.2f, the second %.2f, half of a hundred %.2f or less%n",
                first,
                second,
                millis[millis.length / 2]);
    }

    private static void print(String work, int elements, Runnable byHand, Graph graph) {
        double hand = nanos(byHand, MEASURED_NANOS);
        System.out.printf(Locale.ROOT, "%s, ns an element%n", work);
        System.out.printf(Locale.ROOT, "  by hand, one thread     %6.2f%n", hand / elements);
        for (int threads = 1; threads <= Math.min(2, Runtime.getRuntime().availableProcessors()); threads++) {
            Run blocks = Run.builder(graph)
                    .threads(threads)
                    .without(Optimization.GENERATED_LOOPS)
                    .build();
            Run loops = Run.builder(graph).threads(threads).build();
            System.out.printf(
                    Locale.ROOT,
                    "  %d thread(s): generated  %6.2f, blocks %6.2f%n",
                    threads,
                    nanos(() -> step(loops), UNTIL_GENERATED_NANOS) / elements,
                    nanos(() -> step(blocks), MEASURED_NANOS) / elements);
        }
    }

    private static void step(Run run) {
        run.forward();
        if (!run.graph().parameters().isEmpty()
                && run.graph().outputs().get(0).shape().isScalar()) {
            run.backward();
        }
    }

    private static double nanos(Runnable work, long warmUp) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < warmUp) {
            work.run();
        }
        long fastest = Long.MAX_VALUE;
        for (long start = System.nanoTime(), end = start + MEASURED_NANOS; start < end; start = System.nanoTime()) {
            work.run();
            fastest = Math.min(fastest, System.nanoTime() - start);
        }
        return fastest;
    }

    /**
     * The time of the first thousand steps of this number of different groups; the kernels are compiled before. Both ways take
     * turns, each time with a new plan and new loops, and of each the fastest counts.
     */
    private static void curve(int groups) {
        System.out.printf(Locale.ROOT, "%d group(s) of 100,000 elements: seconds until step%n", groups);
        for (int threads = 1; threads <= Math.min(2, Runtime.getRuntime().availableProcessors()); threads++) {
            Supplier<Run.Builder> builder = builder(groups(groups), threads);
            double[] generated = new double[STEPS.length], blocks = new double[STEPS.length];
            Arrays.fill(generated, Double.POSITIVE_INFINITY);
            Arrays.fill(blocks, Double.POSITIVE_INFINITY);
            for (int turn = 0; turn <= TURNS; turn++) {
                measure(
                        builder.get().without(Optimization.GENERATED_LOOPS),
                        turn == 0 ? new double[STEPS.length] : blocks);
                if (turn > 0) {
                    measure(builder.get(), generated);
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "  %d thread(s)%n  generated%s%n  blocks   %s%n",
                    threads,
                    line(generated),
                    line(blocks));
        }
    }

    private static Supplier<Run.Builder> builder(Graph graph, int threads) {
        return () -> Run.builder(graph).threads(threads);
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

    /** Lowers the seconds until each of the steps to those of this run, if they are less. */
    private static void measure(Run.Builder builder, double[] seconds) {
        Run run = builder.build();
        long begin = System.nanoTime();
        for (int step = 0, i = 0; i < seconds.length; i++) {
            for (; step < STEPS[i]; step++) {
                run.forward();
            }
            seconds[i] = Math.min(seconds[i], (System.nanoTime() - begin) / 1e9);
        }
    }

    private static String line(double[] seconds) {
        return IntStream.range(0, seconds.length)
                .mapToObj(i -> String.format(Locale.ROOT, "%6d: %6.2f", STEPS[i], seconds[i]))
                .collect(Collectors.joining());
    }
}
