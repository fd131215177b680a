package dev.gradus.kernel.scalar;

import dev.gradus.kernel.MatrixProduct;
import dev.gradus.kernel.Scratch;
import java.util.Arrays;

/** Matrix products in plain Java. */
public final class ScalarProduct {
    /** Products with fewer multiplications are computed without packing rows. */
    private static final int FEW = 512;

    /** Narrower rows do not benefit from vectors. */
    private static final int NARROW = 8;

    /** The maximum number of rows that are computed together. */
    private static final int TOGETHER = 8;

    /** The minimum number of rows that are computed together. */
    private static final int FEW_TOGETHER = 3;

    private static final int BLOCK_OF_INNER = 64;
    private static final int BLOCK_OF_COLUMNS = 512;

    private double[][] packedRows = {};
    private final Scratch sums = new Scratch();

    void multiply(
            MatrixProduct product, double[] a, int atA, double[] b, int atB, double[] out, int at, int from, int to) {
        if (product.columns() < NARROW || (long) (to - from) * product.inner() * product.columns() < FEW) {
            multiplyByElements(product, a, atA, b, atB, out, at, from, to);
        } else {
            multiplyByRows(product, a, atA, b, atB, out, at, from, to);
        }
    }

    /** Computes each element separately. It handles all products, and is the fastest method for few columns. */
    static void multiplyByElements(
            MatrixProduct product, double[] a, int atA, double[] b, int atB, double[] out, int at, int from, int to) {
        int columns = product.columns();
        int step = product.stepOfOut();
        int inner = product.inner();
        int rowStride = product.rowStrideOfA();
        int strideOfA = product.innerStrideOfA();
        int strideOfB = product.innerStrideOfB();
        for (int column = 0; column < columns; column++) {
            int startOfB = atB + column * product.columnStrideOfB();
            int row = from;
            if (strideOfA == 1 && strideOfB == 1) {
                row = to - (to - from) % 4;
                dots(
                        a,
                        atA + from * rowStride,
                        rowStride,
                        b,
                        startOfB,
                        inner,
                        out,
                        at + from * step + column,
                        step,
                        product.adds(),
                        row - from);
            }
            int rows;
            for (; row < to; row += rows) {
                rows = Math.min(to - row, TOGETHER);
                int start = atA + row * rowStride;
                int index = at + row * step + column;
                if (rows < FEW_TOGETHER) {
                    rows = 1;
                    double before = product.adds() ? out[index] : 0;
                    out[index] = element(a, start, strideOfA, b, startOfB, strideOfB, inner, before);
                } else {
                    eightRows(
                            a,
                            start,
                            rowStride,
                            strideOfA,
                            b,
                            startOfB,
                            strideOfB,
                            inner,
                            out,
                            index,
                            step,
                            product.adds(),
                            rows);
                }
            }
        }
    }

    /** Computes four rows at a time, because additions to one sum cannot overlap. Both factors are contiguous. */
    private static void dots(
            double[] a,
            int startOfA,
            int rowStride,
            double[] b,
            int startOfB,
            int inner,
            double[] out,
            int at,
            int step,
            boolean adds,
            int rows) {
        for (int row = 0; row < rows; row += 4) {
            int row0 = startOfA + row * rowStride;
            int row1 = row0 + rowStride;
            int row2 = row1 + rowStride;
            int row3 = row2 + rowStride;
            int index = at + row * step;
            double sum0 = adds ? out[index] : 0;
            double sum1 = adds ? out[index + step] : 0;
            double sum2 = adds ? out[index + 2 * step] : 0;
            double sum3 = adds ? out[index + 3 * step] : 0;
            for (int k = 0; k < inner; k++) {
                double factor = b[startOfB + k];
                sum0 = Math.fma(a[row0 + k], factor, sum0);
                sum1 = Math.fma(a[row1 + k], factor, sum1);
                sum2 = Math.fma(a[row2 + k], factor, sum2);
                sum3 = Math.fma(a[row3 + k], factor, sum3);
            }
            out[index] = sum0;
            out[index + step] = sum1;
            out[index + 2 * step] = sum2;
            out[index + 3 * step] = sum3;
        }
    }

    private static double element(
            double[] a,
            int startOfA,
            int strideOfA,
            double[] b,
            int startOfB,
            int strideOfB,
            int inner,
            double before) {
        double sum = before;
        for (int k = 0; k < inner; k++) {
            sum = Math.fma(a[startOfA + k * strideOfA], b[startOfB + k * strideOfB], sum);
        }
        return sum;
    }

    /**
     * Computes up to eight sums at a time, because each addition waits for the previous one of its sum. If there are
     * fewer than eight rows, the last row is computed repeatedly.
     */
    private static void eightRows(
            double[] a,
            int row0,
            int rowStride,
            int strideOfA,
            double[] b,
            int startOfB,
            int strideOfB,
            int inner,
            double[] out,
            int at,
            int step,
            boolean adds,
            int rows) {
        int last = rows - 1;
        int index3 = at + Math.min(3, last) * step;
        int index4 = at + Math.min(4, last) * step;
        int index5 = at + Math.min(5, last) * step;
        int index6 = at + Math.min(6, last) * step;
        int index7 = at + last * step;
        double sum0 = adds ? out[at] : 0;
        double sum1 = adds ? out[at + step] : 0;
        double sum2 = adds ? out[at + 2 * step] : 0;
        double sum3 = adds ? out[index3] : 0;
        double sum4 = adds ? out[index4] : 0;
        double sum5 = adds ? out[index5] : 0;
        double sum6 = adds ? out[index6] : 0;
        double sum7 = adds ? out[index7] : 0;
        int row1 = row0 + rowStride;
        int row2 = row1 + rowStride;
        int row3 = row0 + Math.min(3, last) * rowStride;
        int row4 = row0 + Math.min(4, last) * rowStride;
        int row5 = row0 + Math.min(5, last) * rowStride;
        int row6 = row0 + Math.min(6, last) * rowStride;
        int row7 = row0 + last * rowStride;
        for (int k = 0; k < inner; k++) {
            double factor = b[startOfB + k * strideOfB];
            int offset = k * strideOfA;
            sum0 = Math.fma(a[row0 + offset], factor, sum0);
            sum1 = Math.fma(a[row1 + offset], factor, sum1);
            sum2 = Math.fma(a[row2 + offset], factor, sum2);
            sum3 = Math.fma(a[row3 + offset], factor, sum3);
            sum4 = Math.fma(a[row4 + offset], factor, sum4);
            sum5 = Math.fma(a[row5 + offset], factor, sum5);
            sum6 = Math.fma(a[row6 + offset], factor, sum6);
            sum7 = Math.fma(a[row7 + offset], factor, sum7);
        }
        out[at] = sum0;
        out[at + step] = sum1;
        out[at + 2 * step] = sum2;
        out[index3] = sum3;
        out[index4] = sum4;
        out[index5] = sum5;
        out[index6] = sum6;
        out[index7] = sum7;
    }

    /**
     * Multiplies by one block of b at a time. The rows of the block are copied to separate arrays, because a compiler
     * vectorizes a loop only if all arrays have the same index.
     */
    private void multiplyByRows(
            MatrixProduct product, double[] a, int atA, double[] b, int atB, double[] out, int at, int from, int to) {
        int inner = product.inner();
        int columns = product.columns();
        double[] sum = sums.ofAtLeast(Math.min(columns, BLOCK_OF_COLUMNS));
        int width;
        for (int column = 0; column < columns; column += width) {
            width = Math.min(BLOCK_OF_COLUMNS, columns - column);
            int k = 0;
            do { // runs once even if inner is 0
                int depth = Math.min(BLOCK_OF_INNER, inner - k);
                pack(product, b, atB, k, depth, column, width);
                for (int row = from; row < to; row++) {
                    int index = at + row * product.stepOfOut() + column;
                    if (k == 0 && !product.adds()) {
                        Arrays.fill(sum, 0, width, 0.0);
                    } else {
                        System.arraycopy(out, index, sum, 0, width);
                    }
                    int start = atA + row * product.rowStrideOfA() + k * product.innerStrideOfA();
                    addProducts(a, start, product.innerStrideOfA(), depth, sum, width);
                    System.arraycopy(sum, 0, out, index, width);
                }
                k += depth;
            } while (k < inner);
        }
    }

    private void pack(MatrixProduct product, double[] b, int atB, int k, int depth, int column, int width) {
        int strideOfB = product.columnStrideOfB();
        if (packedRows.length < depth) {
            packedRows = new double[BLOCK_OF_INNER][0];
        }
        for (int r = 0; r < depth; r++) {
            int start = atB + (k + r) * product.innerStrideOfB() + column * strideOfB;
            if (packedRows[r].length < width) {
                packedRows[r] = new double[width];
            }
            double[] row = packedRows[r];
            for (int j = 0; j < width; j++) {
                row[j] = b[start + j * strideOfB];
            }
        }
    }

    private void addProducts(double[] a, int start, int stride, int depth, double[] sum, int width) {
        int k = 0;
        for (; k <= depth - 2; k += 2) {
            addTwo(a[start + k * stride], packedRows[k], a[start + (k + 1) * stride], packedRows[k + 1], sum, width);
        }
        if (k < depth) {
            addOne(a[start + k * stride], packedRows[k], sum, width);
        }
    }

    private static void addTwo(double factor0, double[] row0, double factor1, double[] row1, double[] sum, int width) {
        for (int j = 0; j < width; j++) {
            sum[j] = Math.fma(factor1, row1[j], Math.fma(factor0, row0[j], sum[j]));
        }
    }

    private static void addOne(double factor, double[] row, double[] sum, int width) {
        for (int j = 0; j < width; j++) {
            sum[j] = Math.fma(factor, row[j], sum[j]);
        }
    }
}
