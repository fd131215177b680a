package dev.gradus.check;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.MatrixProduct;
import dev.gradus.kernel.host.AvailableKernels;
import dev.gradus.kernel.product.ProductOp;
import dev.gradus.lower.Lowering;
import dev.gradus.node.Op;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Computes the ops of one check with the fastest kernels, which share their scratch memory. */
final class Computing {
    /** Reading a larger matrix takes longer than its products. */
    private static final int MOST_TRANSPOSED = 1 << 16;

    private final Kernels kernels = AvailableKernels.chosen();
    private final Map<Integer, Deque<double[]>> free = new HashMap<>();

    /** Binds the op to these arrays. The result can be run any number of times. */
    BoundOp bind(Op op, double[][] in, double[] out) {
        return Lowering.of(op).bind(kernels, in, out);
    }

    /**
     * Binds the op to these arrays. The first array does not change. A matrix times a column is computed from a
     * transposed copy, whose elements are in the order in which vectors read them.
     */
    BoundOp bindConstantFirst(Op op, double[][] in, double[] out) {
        if (Lowering.of(op) instanceof ProductOp lowered && isMatrixTimesColumn(lowered.product())) {
            int rows = lowered.product().rows();
            int inner = lowered.product().inner();
            double[] transposed = new double[rows * inner];
            for (int i = 0; i < transposed.length; i++) {
                transposed[i % inner * rows + i / inner] = in[0][i];
            }
            return new ProductOp(new MatrixProduct(rows, inner, 1, true, false))
                    .bind(kernels, new double[][] {transposed, in[1]}, out);
        }
        return bind(op, in, out);
    }

    private static boolean isMatrixTimesColumn(MatrixProduct product) {
        return product.equals(MatrixProduct.of(product.rows(), product.inner(), 1))
                && product.rows() >= Kernels.FEWEST_FOR_VECTORS
                && (long) product.rows() * product.inner() <= MOST_TRANSPOSED;
    }

    double[] value(Op op, double[][] in) {
        Deque<double[]> arrays = free.get(op.shape().elements());
        double[] out = arrays == null || arrays.isEmpty() || !op.isBuiltIn()
                ? new double[op.shape().elements()]
                : arrays.pop();
        bind(op, in, out).run();
        return out;
    }

    void free(double[] array) {
        free.computeIfAbsent(array.length, length -> new ArrayDeque<>()).push(array);
    }
}
