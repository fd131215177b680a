package dev.gradus.kernel.product;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.KernelOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.MatrixProduct;
import dev.gradus.kernel.few.SmallProduct;

/** A matrix product, computed by the fastest method for its sizes. */
public record ProductOp(MatrixProduct product) implements KernelOp {
    @Override
    public void forward(Kernels kernels, double[][] in, double[] out) {
        kernels.multiply(product, in[0], 0, in[1], 0, out, 0, 0, product.rows());
    }

    @Override
    public BoundOp bind(Kernels kernels, double[][] in, double[] out) {
        if (ShortRowsProduct.does(product)) {
            return new ShortRowsProduct(product, in[0], in[1], out);
        }
        if (ColumnProduct.does(product)) {
            return new ColumnProduct(product, in[0], in[1], out);
        }
        return SmallProduct.does(product)
                ? new SmallProduct(product, in[0], in[1], out)
                : KernelOp.super.bind(kernels, in, out);
    }
}
