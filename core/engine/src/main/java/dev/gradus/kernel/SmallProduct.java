package dev.gradus.kernel;

/** A product of a few numbers. */
final class SmallProduct extends BoundOp {
    /** Up to so many multiplications. */
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

    SmallProduct(MatrixProduct product, double[] a, double[] b, double[] out) {
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

    @Override
    protected boolean writeOut(StraightCode code) {
        return product.writeOut(code, a, b, out);
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
}
