package dev.gradus.kernel.product;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.MatrixProduct;
import dev.gradus.kernel.UnrolledCode;
import dev.gradus.kernel.few.SmallProduct;

/** A matrix of many short rows times a column. The column stays in registers. */
final class ShortRowsProduct extends BoundOp {
    static final int MOST = 8;

    private final MatrixProduct product;
    private final double[] a;
    private final double[] b;
    private final double[] out;

    ShortRowsProduct(MatrixProduct product, double[] a, double[] b, double[] out) {
        this.product = product;
        this.a = a;
        this.b = b;
        this.out = out;
    }

    static boolean does(MatrixProduct product) {
        return ColumnProduct.does(product) && product.inner() >= 1 && product.inner() <= MOST;
    }

    @Override
    public boolean unroll(UnrolledCode code) {
        return SmallProduct.unroll(product, code, a, b, out);
    }

    @Override
    public void run() {
        switch (product.inner()) {
            case 1 -> one(a, b[0], out);
            case 2 -> two(a, b[0], b[1], out);
            case 3 -> three(a, b[0], b[1], b[2], out);
            case 4 -> four(a, b[0], b[1], b[2], b[3], out);
            case 5 -> five(a, b[0], b[1], b[2], b[3], b[4], out);
            case 6 -> six(a, b[0], b[1], b[2], b[3], b[4], b[5], out);
            case 7 -> seven(a, b[0], b[1], b[2], b[3], b[4], b[5], b[6], out);
            default -> eight(a, b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], out);
        }
    }

    private static double ofTwo(double[] a, int at, double b0, double b1, double sum) {
        return Math.fma(a[at + 1], b1, Math.fma(a[at], b0, sum));
    }

    private static double ofFour(double[] a, int at, double b0, double b1, double b2, double b3, double sum) {
        return ofTwo(a, at + 2, b2, b3, ofTwo(a, at, b0, b1, sum));
    }

    private static void one(double[] a, double b0, double[] out) {
        for (int row = 0; row < out.length; row++) {
            out[row] = Math.fma(a[row], b0, 0.0);
        }
    }

    private static void two(double[] a, double b0, double b1, double[] out) {
        for (int row = 0, at = 0; row < out.length; row++, at += 2) {
            out[row] = ofTwo(a, at, b0, b1, 0);
        }
    }

    private static void three(double[] a, double b0, double b1, double b2, double[] out) {
        for (int row = 0, at = 0; row < out.length; row++, at += 3) {
            out[row] = Math.fma(a[at + 2], b2, ofTwo(a, at, b0, b1, 0));
        }
    }

    private static void four(double[] a, double b0, double b1, double b2, double b3, double[] out) {
        for (int row = 0, at = 0; row < out.length; row++, at += 4) {
            out[row] = ofFour(a, at, b0, b1, b2, b3, 0);
        }
    }

    private static void five(double[] a, double b0, double b1, double b2, double b3, double b4, double[] out) {
        for (int row = 0, at = 0; row < out.length; row++, at += 5) {
            out[row] = Math.fma(a[at + 4], b4, ofFour(a, at, b0, b1, b2, b3, 0));
        }
    }

    private static void six(
            double[] a, double b0, double b1, double b2, double b3, double b4, double b5, double[] out) {
        for (int row = 0, at = 0; row < out.length; row++, at += 6) {
            out[row] = ofTwo(a, at + 4, b4, b5, ofFour(a, at, b0, b1, b2, b3, 0));
        }
    }

    private static void seven(
            double[] a, double b0, double b1, double b2, double b3, double b4, double b5, double b6, double[] out) {
        for (int row = 0, at = 0; row < out.length; row++, at += 7) {
            double sum = ofTwo(a, at + 4, b4, b5, ofFour(a, at, b0, b1, b2, b3, 0));
            out[row] = Math.fma(a[at + 6], b6, sum);
        }
    }

    private static void eight(
            double[] a,
            double b0,
            double b1,
            double b2,
            double b3,
            double b4,
            double b5,
            double b6,
            double b7,
            double[] out) {
        for (int row = 0, at = 0; row < out.length; row++, at += 8) {
            out[row] = ofFour(a, at + 4, b4, b5, b6, b7, ofFour(a, at, b0, b1, b2, b3, 0));
        }
    }
}
