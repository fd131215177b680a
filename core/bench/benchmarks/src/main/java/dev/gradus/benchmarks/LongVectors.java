package dev.gradus.benchmarks;

import dev.gradus.graph.Graph;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.UnaryFunction;
import dev.gradus.kernel.host.AvailableKernels;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The value and the gradients of Σ σ(a·b + c)·tanh(a), a million elements each. */
@State(Scope.Benchmark)
public class LongVectors {
    static final int SIZE = 1_000_000;
    private static final int BLOCK = 512;

    /** A plan makes loops only when its ops ran for long enough. */
    private static final long UNTIL_GENERATED_NANOS = 6_000_000_000L;

    private final Kernels kernels = AvailableKernels.chosen();
    private final double[] sigmoid = new double[BLOCK];
    private final double[] tanh = new double[BLOCK];
    private Run run;
    private double[] a;
    private double[] b;
    private double[] c;
    private double[] gradientOfA;
    private double[] gradientOfB;
    private double[] gradientOfC;

    @Setup
    public void prepare() {
        NumpyRandom random = NumpyRandom.seed(0);
        Tensor a0 = random.randn(SIZE), b0 = random.randn(SIZE), c0 = random.randn(SIZE);
        run = Run.of(sum(a0, b0, c0));
        a = a0.toArray();
        b = b0.toArray();
        c = c0.toArray();
        gradientOfA = new double[SIZE];
        gradientOfB = new double[SIZE];
        gradientOfC = new double[SIZE];
        for (long start = System.nanoTime(); System.nanoTime() - start < UNTIL_GENERATED_NANOS; ) {
            gradus();
        }
    }

    /** The graph for vectors of this size. */
    static Graph sum(int size) {
        NumpyRandom random = NumpyRandom.seed(0);
        return sum(random.randn(size), random.randn(size), random.randn(size));
    }

    private static Graph sum(Tensor a0, Tensor b0, Tensor c0) {
        Parameter a = Parameter.of("a", a0), b = Parameter.of("b", b0), c = Parameter.of("c", c0);
        return Graph.of(a.multiply(b).add(c).sigmoid().multiply(a.tanh()).sum());
    }

    @Benchmark
    public double gradus() {
        double value = run.forward();
        run.backward();
        return value;
    }

    /** One pass in blocks that stay in the cache. */
    @Benchmark
    public double byHand() {
        double sum = 0;
        for (int start = 0; start < SIZE; start += BLOCK) {
            int count = Math.min(BLOCK, SIZE - start);
            for (int i = 0; i < count; i++) {
                sigmoid[i] = a[start + i] * b[start + i] + c[start + i];
            }
            kernels.unary(UnaryFunction.SIGMOID, sigmoid, 0, sigmoid, 0, count);
            kernels.unary(UnaryFunction.TANH, a, start, tanh, 0, count);
            for (int i = 0; i < count; i++) {
                double s = sigmoid[i];
                double t = tanh[i];
                double gradient = t * (s * (1 - s));
                sum += s * t;
                gradientOfA[start + i] = gradient * b[start + i] + s * (1 - t * t);
                gradientOfB[start + i] = gradient * a[start + i];
                gradientOfC[start + i] = gradient;
            }
        }
        return sum;
    }
}
