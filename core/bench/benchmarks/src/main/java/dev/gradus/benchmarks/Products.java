package dev.gradus.benchmarks;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.MatrixProduct;
import dev.gradus.kernel.host.AvailableKernels;
import dev.gradus.random.NumpyRandom;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Matrix products of (rows × inner) and (inner × columns). NT means that the right matrix is stored transposed, TN the
 * left one, TT both. "by 2" means that two threads share the work.
 */
@State(Scope.Benchmark)
public class Products {
    @Param({
        "16x16x16",
        "64x64x64",
        "512x512x512",
        "512x512x512 NT",
        "512x512x512 TN",
        "512x512x512 TT",
        "1024x1024x1024",
        "128x784x256",
        "784x128x256 TN",
        "128x256x10",
        "256x128x10 TN",
        "128x10x256 NT"
    })
    public String size;

    private final Kernels scalar = AvailableKernels.scalar();
    private Kernels simd;
    private MatrixProduct product;
    private double[] a;
    private double[] b;
    private double[] out;

    @Setup
    public void prepare() {
        int[] sizes = Stream.of(size.split(" ", 2)[0].split("x", 3))
                .mapToInt(Integer::parseInt)
                .toArray();
        boolean transposedA = size.contains(" T");
        boolean transposedB = size.contains("NT") || size.contains("TT");
        product = new MatrixProduct(sizes[0], sizes[1], sizes[2], transposedA, transposedB);
        simd = BenchmarkTable.kernels();
        a = NumpyRandom.seed(0).randn(sizes[0], sizes[1]).toArray();
        b = NumpyRandom.seed(1).randn(sizes[1], sizes[2]).toArray();
        out = new double[sizes[0] * sizes[2]];
    }

    @Benchmark
    public double gradus() {
        simd.multiply(product, a, 0, b, 0, out, 0, 0, product.rows());
        return out[0];
    }

    /** In plain Java. */
    @Benchmark
    public double scalar() {
        scalar.multiply(product, a, 0, b, 0, out, 0, 0, product.rows());
        return out[0];
    }
}
