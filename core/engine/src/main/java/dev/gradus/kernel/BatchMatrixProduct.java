package dev.gradus.kernel;

/** A {@link MatrixProduct} for every place of a batch, worked out once; the operands' batches are broadcast. */
public final class BatchMatrixProduct {
    private final int[] batch;
    private final int[] stridesOfA;
    private final int[] stridesOfB;
    private final int rows;
    private final int inner;
    private final int columns;

    private BatchMatrixProduct(int[] batch, int[] stridesOfA, int[] stridesOfB, int rows, int inner, int columns) {
        this.batch = batch;
        this.stridesOfA = stridesOfA;
        this.stridesOfB = stridesOfB;
        this.rows = rows;
        this.inner = inner;
        this.columns = columns;
    }

    /** Products of (rows, inner) with (inner, columns), for operands whose batches grow to the given one. */
    public static BatchMatrixProduct of(int[] batch, int[] batchOfA, int[] batchOfB, int rows, int inner, int columns) {
        return new BatchMatrixProduct(
                batch,
                Axes.broadcastStrides(batchOfA, batch),
                Axes.broadcastStrides(batchOfB, batch),
                rows,
                inner,
                columns);
    }

    /** out = a @ b. */
    public void multiply(double[] a, double[] b, double[] out) {
        int products = Axes.elements(batch, 0, batch.length);
        for (int p = 0; p < products; p++) {
            int startOfA = Axes.offset(p, batch, stridesOfA, batch.length) * rows * inner;
            int startOfB = Axes.offset(p, batch, stridesOfB, batch.length) * inner * columns;
            MatrixProduct.multiply(a, startOfA, b, startOfB, out, p * rows * columns, rows, inner, columns);
        }
    }
}
