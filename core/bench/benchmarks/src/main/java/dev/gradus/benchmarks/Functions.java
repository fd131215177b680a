package dev.gradus.benchmarks;

import dev.gradus.kernel.BinaryFunction;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.UnaryFunction;
import dev.gradus.kernel.host.AvailableKernels;
import dev.gradus.random.NumpyRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Kernels on arrays of 10,000 elements. */
@State(Scope.Benchmark)
public class Functions {
    private static final int SIZE = 10_000;

    @Param({
        "NEGATE",
        "RELU",
        "EXP",
        "EXPM1",
        "LOG",
        "LOG1P",
        "TANH",
        "SIGMOID",
        "SOFTPLUS",
        "ERF",
        "ADD",
        "DIVIDE",
        "LESS",
        "sum"
    })
    public String function;

    private final Kernels scalar = AvailableKernels.scalar();
    private final Kernels simd = AvailableKernels.chosen();
    private final double[] x = NumpyRandom.seed(0).randn(SIZE).map(Math::abs).toArray();
    private final double[] out = new double[SIZE];
    private Loop loop;

    private interface Loop {
        void run(Kernels kernels);
    }

    @Setup
    public void prepare() {
        loop = switch (function) {
            case "sum" -> kernels -> out[0] = kernels.sum(x, 0, SIZE);
            case "ADD", "DIVIDE", "LESS" -> {
                BinaryFunction f = BinaryFunction.valueOf(function);
                yield kernels -> kernels.binary(f, x, 0, 1, x, 0, 1, out, 0, SIZE);
            }
            default -> {
                UnaryFunction f = UnaryFunction.valueOf(function);
                yield kernels -> kernels.unary(f, x, 0, out, 0, SIZE);
            }
        };
    }

    @Benchmark
    public double gradus() {
        loop.run(simd);
        return out[0];
    }

    /** In plain Java. */
    @Benchmark
    public double scalar() {
        loop.run(scalar);
        return out[0];
    }
}
