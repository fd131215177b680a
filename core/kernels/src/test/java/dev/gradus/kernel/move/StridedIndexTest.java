package dev.gradus.kernel.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.kernel.KernelArbitraries;
import dev.gradus.kernel.KernelArbitraries.Order;
import dev.gradus.kernel.Positions;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;

class StridedIndexTest {

    @Property
    @Domain(KernelArbitraries.class)
    void axisIOfTheResultIsTheGivenAxis(@ForAll Order order) {
        int[] axes = order.axes();
        int[] newSizes = IntStream.of(axes).map(axis -> order.sizes()[axis]).toArray();
        double[] x = numbers(order.sizes());
        double[] out = permuted(x, order.sizes(), axes);
        for (int i = 0; i < x.length; i++) {
            int[] index = Positions.index(i, order.sizes());
            int[] newIndex = IntStream.of(axes).map(axis -> index[axis]).toArray();
            assertThat(out[Positions.position(newIndex, newSizes)]).isEqualTo(x[i]);
        }
    }

    @Property
    @Domain(KernelArbitraries.class)
    void theInversePermutationRestoresTheArray(@ForAll Order order) {
        int[] axes = order.axes();
        int[] newSizes = IntStream.of(axes).map(axis -> order.sizes()[axis]).toArray();
        int[] inverse = new int[axes.length];
        for (int axis = 0; axis < axes.length; axis++) {
            inverse[axes[axis]] = axis;
        }
        double[] x = numbers(order.sizes());
        assertThat(permuted(permuted(x, order.sizes(), axes), newSizes, inverse))
                .isEqualTo(x);
    }

    @Test
    void transposesAMatrix() {
        assertThat(permuted(new double[] {1, 2, 3, 4, 5, 6}, new int[] {2, 3}, 1, 0))
                .containsExactly(1, 4, 2, 5, 3, 6);
    }

    @Property
    void transposesMatricesOfAnySize(
            @ForAll @IntRange(min = 1, max = 3) int matrices,
            @ForAll @IntRange(min = 1, max = 200) int rows,
            @ForAll @IntRange(min = 1, max = 600) int columns) {
        double[] x = numbers(new int[] {matrices, rows, columns});
        double[] out = permuted(x, new int[] {matrices, rows, columns}, 0, 2, 1);
        double[] expected = IntStream.range(0, x.length)
                .mapToDouble(i -> i / (rows * columns) * (rows * columns) + i % rows * columns + i / rows % columns)
                .toArray();
        assertThat(out).isEqualTo(expected);
    }

    @Test
    void permutesAScalar() {
        assertThat(permuted(new double[] {7}, new int[0])).containsExactly(7);
    }

    private static double[] permuted(double[] x, int[] sizes, int... axes) {
        double[] out = new double[x.length];
        StridedIndex.permuted(sizes, axes).extract(x, out);
        return out;
    }

    private static double[] numbers(int[] sizes) {
        return IntStream.range(0, Positions.elements(sizes)).asDoubleStream().toArray();
    }
}
