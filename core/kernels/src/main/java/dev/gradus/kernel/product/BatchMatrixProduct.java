package dev.gradus.kernel.product;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.MatrixProduct;
import dev.gradus.kernel.math.Axes;

/** A batch of {@link MatrixProduct}s of equal size. The batch axes of the operands are broadcast. */
public final class BatchMatrixProduct {
    private final int[] batch;
    private final int[] stridesOfA;
    private final int[] stridesOfB;
    private final MatrixProduct product;

    private BatchMatrixProduct(int[] batch, int[] stridesOfA, int[] stridesOfB, MatrixProduct product) {
        this.batch = batch;
        this.stridesOfA = stridesOfA;
        this.stridesOfB = stridesOfB;
        this.product = product;
    }

    /** Creates products of (rows, inner) with (inner, columns), whose batch axes broadcast to {@code batch}. */
    public static BatchMatrixProduct of(int[] batch, int[] batchOfA, int[] batchOfB, int rows, int inner, int columns) {
        return new BatchMatrixProduct(
                batch,
                Axes.broadcastStrides(batchOfA, batch),
                Axes.broadcastStrides(batchOfB, batch),
                MatrixProduct.of(rows, inner, columns));
    }

    public void multiply(Kernels kernels, double[] a, double[] b, double[] out) {
        int products = Axes.elements(batch, 0, batch.length);
        for (int p = 0; p < products; p++) {
            int startOfA = Axes.offset(p, batch, stridesOfA, batch.length) * product.rows() * product.inner();
            int startOfB = Axes.offset(p, batch, stridesOfB, batch.length) * product.inner() * product.columns();
            int start = p * product.rows() * product.columns();
            kernels.multiply(product, a, startOfA, b, startOfB, out, start, 0, product.rows());
        }
    }
}
