package dev.gradus.kernel.product;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.MatrixProduct;
import dev.gradus.kernel.UnrolledCode;
import dev.gradus.kernel.few.SmallProduct;
import dev.gradus.kernel.scalar.ScalarProduct;

/** A matrix times a column: the sums of {@link ScalarProduct}, with strides resolved when the op is bound. */
final class ColumnProduct extends BoundOp {
    /** The maximum number of multiplications; above it, several threads may be faster. */
    static final int MOST = 1 << 16;

    private final int rows;
    private final int inner;
    private final MatrixProduct product;
    private final double[] a;
    private final double[] b;
    private final double[] out;

    ColumnProduct(MatrixProduct product, double[] a, double[] b, double[] out) {
        this.rows = product.rows();
        this.inner = product.inner();
        this.product = product;
        this.a = a;
        this.b = b;
        this.out = out;
    }

    /** Requires that a is not transposed, so that its rows are contiguous like the column. */
    static boolean does(MatrixProduct product) {
        return product.columns() == 1 && !product.transposedA() && (long) product.rows() * product.inner() <= MOST;
    }

    @Override
    public boolean unroll(UnrolledCode code) {
        return SmallProduct.unroll(product, code, a, b, out);
    }

    @Override
    public void run() {
        int row = 0;
        for (; row <= rows - 4; row += 4) {
            fourRows(row);
        }
        for (; row < rows; row++) {
            double sum = 0;
            for (int k = 0; k < inner; k++) {
                sum = Math.fma(a[row * inner + k], b[k], sum);
            }
            out[row] = sum;
        }
    }

    /** Computes four sums at a time, because each addition waits for the previous one of its sum. */
    private void fourRows(int row) {
        int row0 = row * inner;
        int row1 = row0 + inner;
        int row2 = row1 + inner;
        int row3 = row2 + inner;
        double sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0;
        for (int k = 0; k < inner; k++) {
            double factor = b[k];
            sum0 = Math.fma(a[row0 + k], factor, sum0);
            sum1 = Math.fma(a[row1 + k], factor, sum1);
            sum2 = Math.fma(a[row2 + k], factor, sum2);
            sum3 = Math.fma(a[row3 + k], factor, sum3);
        }
        out[row] = sum0;
        out[row + 1] = sum1;
        out[row + 2] = sum2;
        out[row + 3] = sum3;
    }
}
