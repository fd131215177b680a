package dev.gradus.kernel.few;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.MatrixProduct;
import dev.gradus.kernel.UnrolledCode;

/** A product of one column whose elements are sums of one to four products. */
public final class ThinProduct extends BoundOp {
    /** The most products in a sum. */
    static final int MOST = 4;

    private final int inner;
    private final int rowStride;
    private final int strideOfA;
    private final int strideOfB;
    private final MatrixProduct product;
    private final double[] a;
    private final double[] b;
    private final double[] out;

    public ThinProduct(MatrixProduct product, double[] a, double[] b, double[] out) {
        this.inner = product.inner();
        this.product = product;
        this.rowStride = product.rowStrideOfA();
        this.strideOfA = product.innerStrideOfA();
        this.strideOfB = product.innerStrideOfB();
        this.a = a;
        this.b = b;
        this.out = out;
    }

    public static boolean does(MatrixProduct product) {
        return product.columns() == 1
                && product.rows() <= Kernels.FEWEST_FOR_VECTORS
                && product.inner() >= 1
                && product.inner() <= MOST;
    }

    @Override
    public boolean unroll(UnrolledCode code) {
        return SmallProduct.unroll(product, code, a, b, out);
    }

    @Override
    public void run() {
        switch (inner) {
            case 1 -> one(b[0]);
            case 2 -> two(b[0], b[strideOfB]);
            case 3 -> three(b[0], b[strideOfB], b[2 * strideOfB]);
            default -> four(b[0], b[strideOfB], b[2 * strideOfB], b[3 * strideOfB]);
        }
    }

    private void one(double b0) {
        int at = 0;
        for (int row = 0; row < out.length; row++, at += rowStride) {
            out[row] = Math.fma(a[at], b0, 0.0);
        }
    }

    private void two(double b0, double b1) {
        int at = 0;
        for (int row = 0; row < out.length; row++, at += rowStride) {
            out[row] = Math.fma(a[at + strideOfA], b1, Math.fma(a[at], b0, 0.0));
        }
    }

    private void three(double b0, double b1, double b2) {
        int at = 0;
        for (int row = 0; row < out.length; row++, at += rowStride) {
            double sum = Math.fma(a[at + strideOfA], b1, Math.fma(a[at], b0, 0.0));
            out[row] = Math.fma(a[at + 2 * strideOfA], b2, sum);
        }
    }

    private void four(double b0, double b1, double b2, double b3) {
        int at = 0;
        for (int row = 0; row < out.length; row++, at += rowStride) {
            double sum = Math.fma(a[at + strideOfA], b1, Math.fma(a[at], b0, 0.0));
            out[row] = Math.fma(a[at + 3 * strideOfA], b3, Math.fma(a[at + 2 * strideOfA], b2, sum));
        }
    }
}
