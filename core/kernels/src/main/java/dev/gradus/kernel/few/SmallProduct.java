package dev.gradus.kernel.few;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.MatrixProduct;
import dev.gradus.kernel.UnrolledCode;

/** A matrix product with few multiplications. */
public final class SmallProduct extends BoundOp {
    /** The maximum number of multiplications. */
    static final int MOST = 64;

    private final int rows;
    private final int inner;
    private final int columns;
    private final int rowStride;
    private final int strideOfA;
    private final int columnStride;
    private final int strideOfB;
    private final MatrixProduct product;
    private final double[] a;
    private final double[] b;
    private final double[] out;

    public SmallProduct(MatrixProduct product, double[] a, double[] b, double[] out) {
        this.rows = product.rows();
        this.inner = product.inner();
        this.product = product;
        this.columns = product.columns();
        this.rowStride = product.rowStrideOfA();
        this.strideOfA = product.innerStrideOfA();
        this.columnStride = product.columnStrideOfB();
        this.strideOfB = product.innerStrideOfB();
        this.a = a;
        this.b = b;
        this.out = out;
    }

    public static boolean does(MatrixProduct product) {
        return (long) product.rows() * product.inner() * product.columns() <= MOST;
    }

    @Override
    public boolean unroll(UnrolledCode code) {
        return unroll(product, code, a, b, out);
    }

    @Override
    public void run() {
        int at = 0;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double sum = 0;
                for (int k = 0; k < inner; k++) {
                    sum = Math.fma(a[row * rowStride + k * strideOfA], b[column * columnStride + k * strideOfB], sum);
                }
                out[at++] = sum;
            }
        }
    }

    /** Writes out all sums, unless there are too many multiplications. */
    public static boolean unroll(MatrixProduct product, UnrolledCode code, double[] a, double[] b, double[] out) {
        int inner = product.inner();
        int columns = product.columns();
        if (!does(product)) {
            return false;
        }
        for (int i = 0; i < out.length; i++) {
            for (int k = inner - 1; k >= 0; k--) {
                code.load(a, i / columns * product.rowStrideOfA() + k * product.innerStrideOfA());
                code.load(b, i % columns * product.columnStrideOfB() + k * product.innerStrideOfB());
            }
            code.push(0);
            for (int k = 0; k < inner; k++) {
                code.fma();
            }
            code.store(out, i);
        }
        return true;
    }
}
