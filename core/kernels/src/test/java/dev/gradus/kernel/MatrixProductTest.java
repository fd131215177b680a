package dev.gradus.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.kernel.host.AvailableKernels;
import java.util.Arrays;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MatrixProductTest {

    @Property(edgeCases = EdgeCasesMode.NONE)
    void accumulatesEachElementOverKInOrderByFma(
            @ForAll @IntRange(max = 9) int rows,
            @ForAll @IntRange(max = 20) int inner,
            @ForAll @IntRange(max = 9) int columns,
            @ForAll long seed) {
        double[] a = KernelArbitraries.unevenNumbers(rows * inner, seed);
        double[] b = KernelArbitraries.unevenNumbers(inner * columns, ~seed);
        double[] expected = new double[rows * columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                double element = 0;
                for (int k = 0; k < inner; k++) {
                    element = Math.fma(a[i * inner + k], b[k * columns + j], element);
                }
                expected[i * columns + j] = element;
            }
        }
        assertThat(product(a, b, rows, inner, columns)).isEqualTo(expected);
    }

    /**
     * (1 + 2^-30)(1 − 2^-30) is 1 − 2^-60, which rounds to 1. Only an unrounded product leaves a remainder after −1 is
     * added.
     */
    @Test
    void productsAreNotRoundedBeforeTheyAreAdded() {
        assertThat(product(new double[] {-1, 1 + 0x1p-30}, new double[] {1, 1 - 0x1p-30}, 1, 2, 1))
                .containsExactly(-0x1p-60);
    }

    @Test
    void anEmptyInnerAxisGivesZeros() {
        assertThat(product(new double[0], new double[0], 2, 0, 3)).containsExactly(0, 0, 0, 0, 0, 0);
    }

    @Test
    void infinityTimesZeroIsNaN() {
        assertThat(product(new double[] {0, 1}, new double[] {Double.POSITIVE_INFINITY, 1}, 1, 2, 1))
                .containsExactly(Double.NaN);
    }

    private static double[] product(double[] a, double[] b, int rows, int inner, int columns) {
        double[] out = new double[rows * columns];
        Arrays.fill(out, 1e9); // the previous contents must have no effect
        AvailableKernels.scalar().multiply(MatrixProduct.of(rows, inner, columns), a, 0, b, 0, out, 0, 0, rows);
        return out;
    }
}
