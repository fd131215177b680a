package dev.gradus.kernel.simd;

import static dev.gradus.kernel.simd.Simd.LANES;
import static dev.gradus.kernel.simd.Simd.SPECIES;

import dev.gradus.kernel.MatrixProduct;
import jdk.incubator.vector.DoubleVector;

/**
 * A transposed matrix times a column. Rows are contiguous, so a vector contains one sum of each row. If there are fewer
 * rows than lanes, the sums of the last lanes are ignored.
 */
final class SimdColumn {
    private SimdColumn() {}

    static boolean does(MatrixProduct product) {
        return product.columns() == 1
                && product.transposedA()
                && product.innerStrideOfB() == 1
                && product.stepOfOut() == 1
                && !product.adds();
    }

    static void multiply(
            MatrixProduct product,
            double[] a,
            int atA,
            double[] b,
            int atB,
            double[] out,
            int at,
            int from,
            int to,
            double[] sums) {
        int inner = product.inner();
        int stride = product.innerStrideOfA();
        for (int row = from; row < to; row += LANES) {
            int start = atA + row;
            int within = Math.max(0, Math.min(inner, (a.length - LANES - start + stride) / stride));
            addProducts(a, start, stride, b, atB, within, sums);
            for (int lane = 0; lane < Math.min(LANES, to - row); lane++) {
                double sum = sums[lane];
                for (int k = within; k < inner; k++) {
                    sum = Math.fma(a[start + lane + k * stride], b[atB + k], sum);
                }
                out[at + row + lane] = sum;
            }
        }
    }

    private static void addProducts(double[] a, int start, int stride, double[] b, int atB, int inner, double[] sums) {
        DoubleVector sum = DoubleVector.zero(SPECIES);
        for (int k = 0; k < inner; k++) {
            DoubleVector column = DoubleVector.fromArray(SPECIES, a, start + k * stride);
            sum = column.fma(DoubleVector.broadcast(SPECIES, b[atB + k]), sum);
        }
        sum.intoArray(sums, 0);
    }
}
