package dev.gradus.kernel;

import java.util.Arrays;

/** Matrix products in plain Java. */
final class ScalarProduct {
    /** Fewer multiplications than this are done before rows are packed. */
    private static final int FEW = 512;

    /** Narrower rows than this are not worth vectors. */
    private static final int NARROW = 8;

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

    /** Is right for all, and best for products with few columns. */
    static void multiplyByElements(
            MatrixProduct product, double[] a, int atA, double[] b, int atB, double[] out, int at, int from, int to) {
        int columns = product.columns();
        int inner = product.inner();
        int rowStride = product.rowStrideOfA();
        int strideOfA = product.innerStrideOfA();
        int strideOfB = product.innerStrideOfB();
        for (int column = 0; column < columns; column++) {
            int startOfB = atB + column * product.columnStrideOfB();
            int row = from;
            for (; row <= to - 4; row += 4) {
                fourRows(
                        a,
                        atA + row * rowStride,
                        rowStride,
                        strideOfA,
                        b,
                        startOfB,
                        strideOfB,
                        inner,
                        out,
                        at + row * columns + column,
                        columns);
            }
            for (; row < to; row++) {
                double sum = 0;
                for (int k = 0; k < inner; k++) {
                    sum = Math.fma(a[atA + row * rowStride + k * strideOfA], b[startOfB + k * strideOfB], sum);
                }
                out[at + row * columns + column] = sum;
            }
        }
    }

    /** Four sums at a time, since each has to wait for its own last addition. */
    private static void fourRows(
            double[] a,
            int startOfA,
            int rowStride,
            int strideOfA,
            double[] b,
            int startOfB,
            int strideOfB,
            int inner,
            double[] out,
            int at,
            int columns) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int row1 = startOfA + rowStride;
        int row2 = row1 + rowStride;
        int row3 = row2 + rowStride;
        for (int k = 0; k < inner; k++) {
            double factor = b[startOfB + k * strideOfB];
            int offset = k * strideOfA;
            sum0 = Math.fma(a[startOfA + offset], factor, sum0);
            sum1 = Math.fma(a[row1 + offset], factor, sum1);
            sum2 = Math.fma(a[row2 + offset], factor, sum2);
            sum3 = Math.fma(a[row3 + offset], factor, sum3);
        }
        out[at] = sum0;
        out[at + columns] = sum1;
        out[at + 2 * columns] = sum2;
        out[at + 3 * columns] = sum3;
    }

    /**
     * Block by block of b, whose rows are copied to arrays of their own: a compiler makes vectors of a loop only if all of
     * its arrays are indexed alike.
     */
    private void multiplyByRows(
            MatrixProduct product, double[] a, int atA, double[] b, int atB, double[] out, int at, int from, int to) {
        int inner = product.inner();
        int columns = product.columns();
        double[] sum = sums.ofAtLeast(Math.min(columns, BLOCK_OF_COLUMNS));
        for (int column = 0; column < columns; column += BLOCK_OF_COLUMNS) {
            int width = Math.min(BLOCK_OF_COLUMNS, columns - column);
            for (int k = 0; k == 0 || k < inner; k += BLOCK_OF_INNER) {
                int depth = Math.min(BLOCK_OF_INNER, inner - k);
                pack(product, b, atB, k, depth, column, width);
                for (int row = from; row < to; row++) {
                    int place = at + row * columns + column;
                    if (k == 0) {
                        Arrays.fill(sum, 0, width, 0.0);
                    } else {
                        System.arraycopy(out, place, sum, 0, width);
                    }
                    int start = atA + row * product.rowStrideOfA() + k * product.innerStrideOfA();
                    addProducts(a, start, product.innerStrideOfA(), depth, sum, width);
                    System.arraycopy(sum, 0, out, place, width);
                }
            }
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
