package dev.gradus.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gradus.kernel.host.AvailableKernels;
import dev.gradus.kernel.simd.SimdKernels;
import dev.gradus.kernel.simd.VectorLoops;
import dev.gradus.kernel.thread.WarmerThread;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.BeforeTry;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scalar and SIMD kernels produce the same bits for all sizes, offsets, steps and special values. */
@Tag("compiled")
@net.jqwik.api.Tag("compiled")
@AddLifecycleHook(SimdAgainstScalarTest.SkippedWithoutSimd.class)
class SimdAgainstScalarTest {
    private static final int[] SIZES = {0, 1, 5, 8, 15, 16, 17, 100, 1003, 4097, 100_007};
    private static final int[] SIZES_WITH_BLOCKS = {16, 17, 1003};

    private Kernels scalar;
    private Kernels simd;

    /** A property fails if an assumption rejects all its tries. */
    static final class SkippedWithoutSimd implements SkipExecutionHook {
        @Override
        public SkipResult shouldBeSkipped(LifecycleContext context) {
            return AvailableKernels.simdRefusal().map(SkipResult::skip).orElse(SkipResult.doNotSkip());
        }
    }

    @BeforeEach
    @BeforeTry
    void assumeSimdKernels() {
        assumeTrue(AvailableKernels.simdRefusal().isEmpty());
        scalar = AvailableKernels.scalar();
        simd = AvailableKernels.simd();
    }

    @ParameterizedTest
    @EnumSource
    void functionsOfOneElement(UnaryFunction f) {
        for (int size : SIZES) {
            assertSameFunction(simd, f, size);
        }
    }

    private void assertSameFunction(Kernels kernels, UnaryFunction f, int size) {
        double[] x = AnyNumbers.of(size + 7, size);
        double[] expected = new double[size + 3];
        double[] out = new double[size + 3];
        scalar.unary(f, x, 7, expected, 3, size);
        kernels.unary(f, x, 7, out, 3, size);
        assertSameBits(out, expected);
        kernels.unary(f, x, 7, x, 7, size);
        assertSameBits(Arrays.copyOfRange(x, 7, size + 7), Arrays.copyOfRange(expected, 3, size + 3));
    }

    @ParameterizedTest
    @EnumSource
    void functionsOfTwoElements(BinaryFunction f) {
        for (int size : SIZES) {
            assertSameFunction(simd, f, size);
        }
    }

    private void assertSameFunction(Kernels kernels, BinaryFunction f, int size) {
        for (int steps = 0; steps < 4; steps++) {
            double[] a = AnyNumbers.of(size + 3, size);
            double[] b = AnyNumbers.related(a, size + steps);
            double[] expected = new double[size + 1];
            double[] out = new double[size + 1];
            scalar.binary(f, a, 3, steps & 1, b, 2, steps >> 1, expected, 1, size);
            kernels.binary(f, a, 3, steps & 1, b, 2, steps >> 1, out, 1, size);
            assertSameBits(out, expected);
        }
    }

    /** A generated loop is used only after many elements, so other tests do not reach it. */
    @Test
    void functionsInGeneratedLoops() {
        VectorLoops loops = new VectorLoops(WarmerThread.ofThisJvm(), false);
        loops.useAll();
        Kernels generated = new SimdKernels(loops);
        for (int size : SIZES_WITH_BLOCKS) {
            for (UnaryFunction f : UnaryFunction.values()) {
                assertSameFunction(generated, f, size);
            }
            for (BinaryFunction f : BinaryFunction.values()) {
                assertSameFunction(generated, f, size);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void choices(int steps) {
        for (int size : SIZES) {
            double[] condition = AnyNumbers.of(size + 1, size);
            double[] a = AnyNumbers.of(size + 2, ~size);
            double[] b = AnyNumbers.of(size + 3, size + 1);
            double[] expected = new double[size + 4];
            double[] out = new double[size + 4];
            scalar.select(condition, 1, steps & 1, a, 2, steps >> 1 & 1, b, 3, steps >> 2, expected, 4, size);
            simd.select(condition, 1, steps & 1, a, 2, steps >> 1 & 1, b, 3, steps >> 2, out, 4, size);
            assertSameBits(out, expected);
        }
    }

    @Property
    void sums(@ForAll @IntRange(max = 20_000) int size, @ForAll @IntRange(max = 9) int start, @ForAll long seed) {
        double[] x = KernelArbitraries.unevenNumbers(start + size, seed);
        assertSameBits(new double[] {simd.sum(x, start, size)}, new double[] {scalar.sum(x, start, size)});
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 8, 15, 16, 17, 100, 4096, 4097, 12_289})
    void sumsOfColumns(int rows) {
        for (int columns : new int[] {0, 1, 5, 8, 13, 24}) {
            int stride = columns + 2;
            double[] x = KernelArbitraries.unevenNumbers(rows * stride + 3, rows);
            double[] expected = new double[columns + 1];
            double[] out = new double[columns + 1];
            scalar.sumColumns(x, 3, rows, stride, expected, 1, columns);
            simd.sumColumns(x, 3, rows, stride, out, 1, columns);
            assertSameBits(out, expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 31, 32, 33, 64, 100, 1000})
    void maximaOfRows(int length) {
        for (int rows : new int[] {0, 1, 7, 8, 9, 40}) {
            for (int seed = 0; seed < 20; seed++) {
                double[] x = seed < 10
                        ? AnyNumbers.of(rows * length + 3, seed)
                        : new Random(seed)
                                .ints(rows * length + 3, -9, 9)
                                .asDoubleStream()
                                .toArray();
                if (seed >= 15 && rows > 0) {
                    x[3 + new Random(seed).nextInt(rows * length)] = Double.NaN;
                    x[rows * length + 2] = Double.NaN;
                }
                double[] expected = new double[rows + 1];
                double[] out = new double[rows + 1];
                scalar.argMax(x, 3, rows, length, expected, 1);
                simd.argMax(x, 3, rows, length, out, 1);
                assertSameBits(out, expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 4096, 4097, 9001})
    void sumsOfSpecialValues(int size) {
        for (int seed = 0; seed < 20; seed++) {
            double[] x = AnyNumbers.of(size, seed);
            assertSameBits(new double[] {simd.sum(x, 0, size)}, new double[] {scalar.sum(x, 0, size)});
        }
    }

    @Property
    void products(
            @ForAll @IntRange(max = 40) int rows,
            @ForAll @IntRange(max = 40) int inner,
            @ForAll @IntRange(max = 40) int columns,
            @ForAll @IntRange(max = 3) int transposed,
            @ForAll long seed) {
        assertSameProducts(rows, inner, columns, transposed, seed);
    }

    @Property(tries = 60)
    void productsAroundTheSizesOfTiles(
            @ForAll @IntRange(min = 10, max = 26) int rows,
            @ForAll @IntRange(min = 255, max = 258) int inner,
            @ForAll @IntRange(min = 2, max = 17) int columns,
            @ForAll @IntRange(max = 3) int transposed,
            @ForAll long seed) {
        assertSameProducts(rows, inner, columns, transposed, seed);
        assertSameProducts(columns, inner, rows + 50, transposed, seed);
    }

    @Property(tries = 20)
    void productsOfSeveralBlocks(
            @ForAll @IntRange(max = 250) int rows,
            @ForAll @IntRange(max = 500) int inner,
            @ForAll @IntRange(max = 30) int columns,
            @ForAll @IntRange(max = 3) int transposed,
            @ForAll long seed) {
        assertSameProducts(rows, inner, columns, transposed, seed);
        assertSameProducts(columns, inner, rows + 500, transposed, seed);
    }

    /** Parts of wider matrices are added to the contents of out. Elements between the rows of out do not change. */
    @Property(tries = 50)
    void productsOfPartsAreAdded(
            @ForAll @IntRange(max = 40) int rows,
            @ForAll @IntRange(max = 40) int inner,
            @ForAll @IntRange(max = 40) int columns,
            @ForAll boolean transposed,
            @ForAll @IntRange(max = 9) int gap,
            @ForAll long seed) {
        int stepOfA = (transposed ? rows : inner) + gap;
        MatrixProduct product = new MatrixProduct(
                rows, inner, columns, transposed, false, stepOfA, columns + gap, columns + 2 * gap, true);
        double[] a = KernelArbitraries.unevenNumbers(Math.max(rows, inner) * stepOfA + 1, seed);
        double[] b = KernelArbitraries.unevenNumbers(inner * (columns + gap) + 2, ~seed);
        double[] before = KernelArbitraries.unevenNumbers(rows * (columns + 2 * gap) + 3, seed + 1);
        double[] expected = before.clone();
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                int index = 3 + i * (columns + 2 * gap) + j;
                for (int k = 0; k < inner; k++) {
                    double left = a[1 + (transposed ? k * stepOfA + i : i * stepOfA + k)];
                    expected[index] = Math.fma(left, b[2 + k * (columns + gap) + j], expected[index]);
                }
            }
        }
        for (Kernels kernels : EveryKernels.list()) {
            double[] out = before.clone();
            kernels.multiply(product, a, 1, b, 2, out, 3, 0, rows);
            assertSameBits(out, expected);
        }
    }

    /** Compares with the definition, and with two separate ranges of rows. */
    private void assertSameProducts(int rows, int inner, int columns, int transposed, long seed) {
        MatrixProduct product = new MatrixProduct(rows, inner, columns, (transposed & 1) != 0, (transposed & 2) != 0);
        double[] a = KernelArbitraries.unevenNumbers(rows * inner + 1, seed);
        double[] b = KernelArbitraries.unevenNumbers(inner * columns + 2, ~seed);
        double[] expected = new double[rows * columns + 3];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                double sum = 0;
                for (int k = 0; k < inner; k++) {
                    double left = a[1 + (product.transposedA() ? k * rows + i : i * inner + k)];
                    double right = b[2 + (product.transposedB() ? j * inner + k : k * columns + j)];
                    sum = Math.fma(left, right, sum);
                }
                expected[3 + i * columns + j] = sum;
            }
        }
        int middle = new Random(seed).nextInt(rows + 1);
        for (Kernels kernels : EveryKernels.list()) {
            double[] out = new double[rows * columns + 3];
            Arrays.fill(out, 3, out.length, Double.NaN); // the previous contents must have no effect
            kernels.multiply(product, a, 1, b, 2, out, 3, 0, middle);
            kernels.multiply(product, a, 1, b, 2, out, 3, middle, rows);
            assertSameBits(out, expected);
        }
    }

    /** All NaNs count as equal, because their payload is not defined. */
    private static void assertSameBits(double[] actual, double[] expected) {
        assertThat(Arrays.stream(actual).mapToLong(Double::doubleToLongBits).toArray())
                .isEqualTo(Arrays.stream(expected)
                        .mapToLong(Double::doubleToLongBits)
                        .toArray());
    }
}
