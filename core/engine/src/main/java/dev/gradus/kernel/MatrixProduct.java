package dev.gradus.kernel;

/**
 * The product of two row-major matrices, either of which may be given transposed: (rows, inner) with (inner, columns).
 * Each element is accumulated over k in order, by fma, from 0.
 *
 * @param transposedA whether a is stored as (inner, rows)
 * @param transposedB whether b is stored as (columns, inner)
 */
public record MatrixProduct(int rows, int inner, int columns, boolean transposedA, boolean transposedB)
        implements KernelOp {
    /** A product of matrices that are stored as they are multiplied. */
    public static MatrixProduct of(int rows, int inner, int columns) {
        return new MatrixProduct(rows, inner, columns, false, false);
    }

    @Override
    public void forward(Kernels kernels, double[][] in, double[] out) {
        kernels.multiply(this, in[0], 0, in[1], 0, out, 0, 0, rows);
    }

    @Override
    public BoundOp bind(Kernels kernels, double[][] in, double[] out) {
        if (columns == 1 && rows <= Kernels.FEWEST_FOR_VECTORS && inner >= 1 && inner <= ThinProduct.MOST) {
            return new ThinProduct(this, in[0], in[1], out);
        }
        if (ShortRowsProduct.does(this)) {
            return new ShortRowsProduct(this, in[0], in[1], out);
        }
        if (ColumnProduct.does(this)) {
            return new ColumnProduct(this, in[0], in[1], out);
        }
        return (long) rows * inner * columns <= SmallProduct.MOST
                ? new SmallProduct(this, in[0], in[1], out)
                : new BoundKernelOp(this, kernels, in, out);
    }

    /** Writes every sum out, if they are not too many products. */
    boolean writeOut(StraightCode code, double[] a, double[] b, double[] out) {
        if ((long) rows * inner * columns > SmallProduct.MOST) {
            return false;
        }
        for (int i = 0; i < out.length; i++) {
            for (int k = inner - 1; k >= 0; k--) {
                code.load(a, i / columns * rowStrideOfA() + k * innerStrideOfA());
                code.load(b, i % columns * columnStrideOfB() + k * innerStrideOfB());
            }
            code.push(0);
            for (int k = 0; k < inner; k++) {
                code.fma();
            }
            code.store(out, i);
        }
        return true;
    }

    /** The distance in a's array between neighbours in a column. */
    int rowStrideOfA() {
        return transposedA ? 1 : inner;
    }

    /** The distance in a's array between neighbours in a row. */
    int innerStrideOfA() {
        return transposedA ? rows : 1;
    }

    /** The distance in b's array between neighbours in a column. */
    int innerStrideOfB() {
        return transposedB ? 1 : columns;
    }

    /** The distance in b's array between neighbours in a row. */
    int columnStrideOfB() {
        return transposedB ? inner : 1;
    }
}
