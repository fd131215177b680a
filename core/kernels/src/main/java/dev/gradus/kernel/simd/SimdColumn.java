package dev.gradus.kernel.simd;

import static dev.gradus.kernel.simd.Simd.LANES;
import static dev.gradus.kernel.simd.Simd.NUMBER_CLASS;
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
        int row = from;
        for (; row <= to - 4 * LANES; row += 4 * LANES) {
            fourVectors(a, atA + row, stride, b, atB, inner, out, at + row);
        }
        for (; row <= to - LANES; row += LANES) {
            oneVector(a, atA + row, stride, b, atB, inner, out, at + row);
        }
        if (row < to) {
            int start = atA + row;
            int within = Math.max(0, Math.min(inner, (a.length - LANES - start + stride) / stride));
            oneVector(a, start, stride, b, atB, within, sums, 0);
            for (int lane = 0; lane < to - row; lane++) {
                double sum = sums[lane];
                for (int k = within; k < inner; k++) {
                    sum = Math.fma(a[start + lane + k * stride], b[atB + k], sum);
                }
                out[at + row + lane] = sum;
            }
        }
    }

    /** Computes four vectors of sums at a time, because each addition waits for the previous one of its sum. */
    private static void fourVectors(
            double[] a, int start, int stride, double[] b, int atB, int inner, double[] out, int at) {
        if (inner == 0) {
            return;
        }
        DoubleVector sum0 = DoubleVector.zero(SPECIES);
        DoubleVector sum1 = DoubleVector.zero(SPECIES);
        DoubleVector sum2 = DoubleVector.zero(SPECIES);
        DoubleVector sum3 = DoubleVector.zero(SPECIES);
        int column = start;
        for (int k = 0; k < inner; k++) {
            DoubleVector factor = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, b[atB + k]));
            sum0 = factor.fma(DoubleVector.fromArray(SPECIES, a, column), sum0);
            sum1 = factor.fma(DoubleVector.fromArray(SPECIES, a, column + LANES), sum1);
            sum2 = factor.fma(DoubleVector.fromArray(SPECIES, a, column + 2 * LANES), sum2);
            sum3 = factor.fma(DoubleVector.fromArray(SPECIES, a, column + 3 * LANES), sum3);
            column += stride;
        }
        NUMBER_CLASS.cast(sum0).intoArray(out, at);
        NUMBER_CLASS.cast(sum1).intoArray(out, at + LANES);
        NUMBER_CLASS.cast(sum2).intoArray(out, at + 2 * LANES);
        NUMBER_CLASS.cast(sum3).intoArray(out, at + 3 * LANES);
    }

    private static void oneVector(
            double[] a, int start, int stride, double[] b, int atB, int inner, double[] out, int at) {
        if (inner == 0) {
            return;
        }
        DoubleVector sum = DoubleVector.zero(SPECIES);
        for (int k = 0; k < inner; k++) {
            DoubleVector column = DoubleVector.fromArray(SPECIES, a, start + k * stride);
            sum = column.fma(DoubleVector.broadcast(SPECIES, b[atB + k]), sum);
        }
        sum.intoArray(out, at);
    }
}
