package dev.gradus.benchmarks;

import dev.gradus.graph.Graph;
import dev.gradus.kernel.BinaryFunction;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.UnaryFunction;
import dev.gradus.kernel.host.AvailableKernels;
import dev.gradus.kernel.loop.FunctionCode;
import dev.gradus.kernel.loop.LoopClass;
import dev.gradus.kernel.loop.LoopCode;
import dev.gradus.kernel.loop.LoopValue;
import dev.gradus.kernel.simd.Simd;
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

/**
 * Prints what generated loops gain: four works by hand, in generated loops, and in blocks, then how long it takes to make
 * one. The fastest run of each work counts.
 */
final class GeneratedLoops {
    private static final int SIZE = 1_000_000;
    private static final int ROWS = 128;
    private static final int COLUMNS = 256;
    private static final long MEASURED_NANOS = 1_000_000_000L;

    /** Long enough for each work to compute as many elements as a plan needs before it makes a loop. */
    private static final long UNTIL_GENERATED_NANOS = 20_000_000_000L;

    private GeneratedLoops() {}

    /** Runs all parts, or those named. */
    public static void main(String... parts) {
        Map<String, Runnable> all = new LinkedHashMap<>();
        all.put("chain", GeneratedLoops::chain);
        all.put("layer", GeneratedLoops::biasAndSigmoid);
        all.put("bias", GeneratedLoops::gradientOfBias);
        all.put("formula", GeneratedLoops::formula);
        all.put("make", GeneratedLoops::make);
        if (parts.length > 0) {
            all.keySet().retainAll(List.of(parts));
        }
        all.values().forEach(Runnable::run);
    }

    /** Nine cheap operations on a million elements. */
    private static void chain() {
        NumpyRandom random = NumpyRandom.seed(0);
        Tensor a0 = random.randn(SIZE), b0 = random.randn(SIZE), c0 = random.randn(SIZE);
        Parameter a = Parameter.of("a", a0), b = Parameter.of("b", b0), c = Parameter.of("c", c0);
        Node x = a.multiply(b).add(c).multiply(a).subtract(b);
        Graph graph = Graph.of(x.multiply(c).add(a).multiply(b).subtract(c).abs());
        double[] p = a0.toArray(), q = b0.toArray(), r = c0.toArray(), out = new double[SIZE];
        Runnable byHand = () -> {
            for (int i = 0; i < out.length; i++) {
                double first = (p[i] * q[i] + r[i]) * p[i] - q[i];
                out[i] = Math.abs((first * r[i] + p[i]) * q[i] - r[i]);
            }
        };
        print("nine cheap operations, 1,000,000", SIZE, byHand, graph);
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
            super(x, Cube::new);
        }

        @Override
        public double apply(double x) {
            return x * x * x;
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.multiply(x().square().multiply(3)));
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
        int lanes = AvailableKernels.chosen().hasVectors() ? Simd.LANES : 1;
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
        Fastest.nanos(work, warmUp);
        return Fastest.nanos(work, MEASURED_NANOS);
    }
}
