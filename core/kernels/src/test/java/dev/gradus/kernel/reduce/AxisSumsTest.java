package dev.gradus.kernel.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.kernel.DocumentedSum;
import dev.gradus.kernel.EveryKernels;
import dev.gradus.kernel.KernelArbitraries;
import dev.gradus.kernel.KernelArbitraries.MarkedAxes;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.Positions;
import dev.gradus.kernel.host.AvailableKernels;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of summation is documented, so bits are compared. */
class AxisSumsTest {

    @Property
    @Domain(KernelArbitraries.class)
    void sumsOverAnyAxesInTheDocumentedOrder(@ForAll MarkedAxes axes, @ForAll long seed) {
        double[] x = KernelArbitraries.unevenNumbers(Positions.elements(axes.sizes()), seed);
        assertThat(sums(axes.marked(), axes.sizes(), x)).isEqualTo(DocumentedSum.over(axes.marked(), axes.sizes(), x));
    }

    @Property(tries = 50)
    void sumsLongRunsInTheDocumentedOrder(@ForAll @IntRange(min = 1, max = 20_000) int count, @ForAll long seed) {
        double[] x = KernelArbitraries.unevenNumbers(count, seed);
        assertThat(sums(new boolean[] {true}, new int[] {count}, x)).containsExactly(DocumentedSum.of(x));
    }

    @ParameterizedTest
    @ValueSource(ints = {4095, 4096, 4097, 8191, 8192, 8193, 12_288, 12_289, 16_385})
    void splitsLongRunsAtPowersOfTwo(int count) {
        double[] x = KernelArbitraries.unevenNumbers(count, count);
        assertThat(sums(new boolean[] {true}, new int[] {count}, x)).containsExactly(DocumentedSum.of(x));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 7, 15, 4097, 8199})
    void sumsScatteredElements(int count) {
        int[] sizes = {count, 3};
        assertFollowsTheOrder(new boolean[] {true, false}, sizes);
        assertFollowsTheOrder(new boolean[] {false, true}, sizes);
        assertFollowsTheOrder(new boolean[] {true, true}, sizes);
    }

    @Test
    void splitsLongRunsAlongScatteredAxes() {
        int[] sizes = {7, 2, 1171}; // each sum has 8197 elements
        assertFollowsTheOrder(new boolean[] {true, false, true}, sizes);
        assertFollowsTheOrder(new boolean[] {false, true, false}, sizes);
    }

    private static void assertFollowsTheOrder(boolean[] summed, int[] sizes) {
        double[] x = KernelArbitraries.unevenNumbers(Positions.elements(sizes), 1);
        assertThat(sums(summed, sizes, x)).isEqualTo(DocumentedSum.over(summed, sizes, x));
    }

    /** 2^53 + 1 rounds to 2^53, and 2^53 + 2 is exact, so the result shows the order of additions. */
    @Test
    void addsLanesAsATree() {
        double big = 0x1p53;
        assertThat(sum(big, 0, 1, 0, 0, 0, 1, 0)).isEqualTo(big + 2); // (0+4) + (2+6)
        assertThat(sum(big, 0, 1, 0, 1, 0, 0, 0)).isEqualTo(big);
        assertThat(sum(0, big, 0, 1, 0, 0, 0, 1)).isEqualTo(big + 2); // (1+5) + (3+7)
        assertThat(sum(0, big, 0, 1, 0, 1, 0, 0)).isEqualTo(big);
        assertThat(sum(big, 1, 0, 1, 0, 0, 0, 0)).isEqualTo(big + 2); // evens + odds
        assertThat(sum(big, 0, 0, 0, 0, 0, 0, 0, 1, 1)).isEqualTo(big); // 8 in the lane of 0, then lane 1
    }

    @Test
    void anEmptySumIsZero() {
        assertThat(sum()).isZero();
        assertThat(sums(new boolean[] {true, false}, new int[] {0, 3}, new double[0]))
                .containsExactly(0, 0, 0);
        assertThat(sums(new boolean[] {false, true}, new int[] {0, 3}, new double[0]))
                .isEmpty();
    }

    /** Lanes start from 0, and 0 + (−0) is 0. */
    @Test
    void aSumOfNegativeZerosIsZero() {
        Double zero = 0.0; // equals distinguishes 0 from −0
        assertThat(sum(-0.0)).isEqualTo(zero);
        assertThat(sum(-0.0, -0.0, -0.0, -0.0, -0.0, -0.0, -0.0, -0.0, -0.0)).isEqualTo(zero);
    }

    @Property
    @Domain(KernelArbitraries.class)
    void countsTheElementsOfASum(@ForAll MarkedAxes axes) {
        int count = 1;
        for (int axis = 0; axis < axes.sizes().length; axis++) {
            count *= axes.marked()[axis] ? axes.sizes()[axis] : 1;
        }
        assertThat(AxisSums.over(axes.marked(), axes.sizes()).count()).isEqualTo(count);
    }

    private static double sum(double... x) {
        return sums(new boolean[] {true}, new int[] {x.length}, x)[0];
    }

    private static double[] sums(boolean[] summed, int[] sizes, double[] x) {
        double[] out = new double[keptElements(summed, sizes)];
        AxisSums.over(summed, sizes).sum(AvailableKernels.scalar(), x, out);
        for (Kernels kernels : EveryKernels.list()) {
            double[] same = new double[out.length];
            AxisSums.over(summed, sizes).sum(kernels, x, same);
            assertThat(same).isEqualTo(out);
        }
        return out;
    }

    private static int keptElements(boolean[] summed, int[] sizes) {
        int elements = 1;
        for (int axis = 0; axis < sizes.length; axis++) {
            elements *= summed[axis] ? 1 : sizes[axis];
        }
        return elements;
    }
}
