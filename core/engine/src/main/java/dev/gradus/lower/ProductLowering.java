package dev.gradus.lower;

import dev.gradus.kernel.KernelOp;
import dev.gradus.kernel.MatrixProduct;
import dev.gradus.kernel.math.Axes;
import dev.gradus.kernel.product.BatchMatrixProduct;
import dev.gradus.kernel.product.ProductOp;
import dev.gradus.node.BatchMatMul;
import dev.gradus.node.MatMul;
import dev.gradus.node.Node;
import dev.gradus.tensor.Shape;
import java.util.Arrays;

/** Lowers matrix products. */
final class ProductLowering {
    private ProductLowering() {}

    static KernelOp matMul(MatMul op) {
        return new ProductOp(MatrixProduct.of(
                op.shape().size(0), op.input(0).shape().size(1), op.shape().size(1)));
    }

    static KernelOp batchMatMul(BatchMatMul op) {
        Shape a = op.input(0).shape();
        if (op.input(1).shape().rank() == 2) { // all rows are multiplied by the same matrix
            int inner = a.size(-1);
            int rows = Axes.elements(a.sizes(), 0, a.rank() - 1);
            return new ProductOp(MatrixProduct.of(rows, inner, op.shape().size(-1)));
        }
        BatchMatrixProduct product = BatchMatrixProduct.of(
                batch(op),
                batch(op.input(0)),
                batch(op.input(1)),
                a.size(-2),
                a.size(-1),
                op.shape().size(-1));
        return (kernels, in, out) -> product.multiply(kernels, in[0], in[1], out);
    }

    private static int[] batch(Node node) {
        int[] sizes = node.shape().sizes();
        return Arrays.copyOf(sizes, sizes.length - 2);
    }
}
