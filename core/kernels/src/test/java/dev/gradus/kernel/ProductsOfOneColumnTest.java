package dev.gradus.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.kernel.product.ProductOp;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Products with one column, and of a few numbers, have separate loops that compute the same sums. */
class ProductsOfOneColumnTest {
    @Property
    void everyWayGivesTheSumInOrder(
            @ForAll @IntRange(max = 40) int rows,
            @ForAll @IntRange(max = 130) int inner,
            @ForAll @IntRange(min = 1, max = 3) int columns,
            @ForAll boolean transposedA,
            @ForAll boolean transposedB,
            @ForAll long seed) {
        MatrixProduct product = new MatrixProduct(rows, inner, columns, transposedA, transposedB);
        SplittableRandom random = new SplittableRandom(seed);
        double[] a = random.doubles(rows * inner, -1, 1).toArray();
        double[] b = random.doubles(inner * columns, -1, 1).toArray();
        double[] expected = new double[rows * columns];
        for (int i = 0; i < expected.length; i++) {
            int row = i / columns, column = i % columns;
            for (int k = 0; k < inner; k++) {
                double left = a[transposedA ? k * rows + row : row * inner + k];
                double right = b[transposedB ? column * inner + k : k * columns + column];
                expected[i] = Math.fma(left, right, expected[i]);
            }
        }
        for (Kernels kernels : EveryKernels.list()) {
            double[] out = new double[expected.length];
            new ProductOp(product).forward(kernels, new double[][] {a, b}, out);
            assertThat(out).as("%s by %s", product, kernels).isEqualTo(expected);
            double[] bound = new double[expected.length];
            new ProductOp(product).bind(kernels, new double[][] {a, b}, bound).run();
            assertThat(bound).as("%s bound", product).isEqualTo(expected);
        }
    }
}
