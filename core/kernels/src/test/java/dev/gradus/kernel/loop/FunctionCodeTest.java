package dev.gradus.kernel.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.kernel.AnyNumbers;
import dev.gradus.kernel.BinaryFunction;
import dev.gradus.kernel.KernelArbitraries;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.UnaryFunction;
import dev.gradus.kernel.host.AvailableKernels;
import dev.gradus.kernel.math.Sums;
import dev.gradus.kernel.simd.Simd;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The steps of a function produce the bits of the scalar kernels, in scalar and in vector loops, for all sizes, offsets
 * and special values.
 */
@Tag("long")
class FunctionCodeTest {
    static final int[] SIZES = {0, 1, 5, 8, 1003, 100_007};

    private final Kernels scalar = AvailableKernels.scalar();

    static List<Integer> lanes() {
        return AvailableKernels.simdRefusal().isEmpty() ? List.of(1, Simd.LANES) : List.of(1);
    }

    @ParameterizedTest
    @EnumSource
    void functionsOfOneElement(UnaryFunction f) {
        LoopCode code = new LoopCode();
        code.store(FunctionCode.of(f, code.block()));
        for (int lanes : lanes()) {
            FusedLoop loop = LoopClass.load(code, lanes);
            for (int size : SIZES) {
                double[] x = AnyNumbers.of(size, size);
                double[] expected = new double[size + 3];
                double[] out = new double[size + 3];
                scalar.unary(f, x, 0, expected, 3, size);
                loop.run(new double[][] {x, out}, 3, 3, size + 3);
                assertSameBits(out, expected);
                loop.run(new double[][] {x, x}, 0, 0, size);
                assertSameBits(Arrays.copyOf(x, size), Arrays.copyOfRange(expected, 3, size + 3));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void functionsOfTwoElements(BinaryFunction f) {
        for (int steps = 0; steps < 4; steps++) {
            LoopCode code = new LoopCode();
            LoopValue first = operand(code, steps & 1), second = operand(code, steps >> 1);
            code.store(FunctionCode.of(f, first, second));
            for (int lanes : lanes()) {
                FusedLoop loop = LoopClass.load(code, lanes);
                for (int size : SIZES) {
                    double[] a = AnyNumbers.of(size + 1, size);
                    double[] b = AnyNumbers.related(a, size + steps);
                    double[] expected = new double[size];
                    double[] out = new double[size];
                    scalar.binary(f, a, 0, steps & 1, b, 0, steps >> 1, expected, 0, size);
                    loop.run(new double[][] {a, b, out}, 0, 0, size);
                    assertSameBits(out, expected);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("lanes")
    void choices(int lanes) {
        LoopCode code = new LoopCode();
        code.store(FunctionCode.select(code.operand(), code.operand(), code.operand()));
        FusedLoop loop = LoopClass.load(code, lanes);
        for (int size : SIZES) {
            double[] condition = AnyNumbers.of(size, size), a = AnyNumbers.of(size, ~size);
            double[] b = AnyNumbers.of(size, size + 1);
            double[] expected = new double[size];
            double[] out = new double[size];
            scalar.select(condition, 0, 1, a, 0, 1, b, 0, 1, expected, 0, size);
            loop.run(new double[][] {condition, a, b, out}, 0, 0, size);
            assertSameBits(out, expected);
        }
    }

    @ParameterizedTest
    @MethodSource("lanes")
    void sums(int lanes) {
        LoopCode code = new LoopCode();
        code.sum(code.operand());
        FusedLoop loop = LoopClass.load(code, lanes);
        for (int size : new int[] {0, 1, 5, 8, 1003, Sums.BLOCK}) {
            double[] x = KernelArbitraries.unevenNumbers(size, size);
            double[] s = new double[FusedLoop.VECTORS];
            int middle = size / 2 / FusedLoop.VECTORS * FusedLoop.VECTORS;
            loop.run(new double[][] {x, s}, 0, 0, middle);
            loop.run(new double[][] {x, s}, 0, middle, size);
            double sum = Sums.ofLanes(s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7]);
            assertSameBits(new double[] {sum}, new double[] {scalar.sum(x, 0, size)});
        }
    }

    static LoopValue operand(LoopCode code, int step) {
        return step == 0 ? code.number() : code.operand();
    }

    /** All NaNs count as equal, because their payload is not defined. */
    static void assertSameBits(double[] actual, double[] expected) {
        assertThat(Arrays.stream(actual).mapToLong(Double::doubleToLongBits).toArray())
                .isEqualTo(Arrays.stream(expected)
                        .mapToLong(Double::doubleToLongBits)
                        .toArray());
    }
}
