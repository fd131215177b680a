package dev.gradus.node;

import dev.gradus.kernel.BatchMatrixProduct;
import dev.gradus.kernel.KernelOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.node.Notation.Binding;
import dev.gradus.tensor.Shape;
import java.util.List;

/**
 * A matrix product for every place of a batch: (…, n, k) with (…, k, m) gives (…, n, m), element (…, i, j) being
 * Σ_t a_…it b_…tj, accumulated over t in order. The batches, all axes but the last two, are broadcast against each other
 * by the rules of {@link BinaryOp}. For two matrices there is {@link MatMul}.
 *
 * <p>∂J/∂a = ∂J/∂this @ bᵀ and ∂J/∂b = aᵀ @ ∂J/∂this, ᵀ swapping the last two axes, each summed over the copies that
 * broadcasting made.
 */
public final class BatchMatMul extends Op implements KernelOp {
    private final BatchMatrixProduct product;

    /**
     * {@code a @ b} for every place of the batch.
     *
     * @throws ShapeException if one has rank below 2, the inner sizes differ, or the batches do not broadcast
     */
    public BatchMatMul(Node a, Node b) {
        super(MatrixBatch.product(a, b), a, b);
        Shape left = a.shape();
        Shape right = b.shape();
        this.product = BatchMatrixProduct.of(
                MatrixBatch.of(shape()).sizes(),
                MatrixBatch.of(left).sizes(),
                MatrixBatch.of(right).sizes(),
                left.size(-2),
                left.size(-1),
                right.size(-1));
    }

    @Override
    public void forward(double[][] in, double[] out) {
        forward(Kernels.chosen(), in, out);
    }

    @Override
    public void forward(Kernels kernels, double[][] in, double[] out) {
        product.multiply(kernels, in[0], in[1], out);
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node a = input(0);
        Node b = input(1);
        return List.of(
                upstream.batchMatMul(b.transpose(MatrixBatch.lastTwoSwapped(b.shape())))
                        .sumTo(a.shape()),
                a.transpose(MatrixBatch.lastTwoSwapped(a.shape()))
                        .batchMatMul(upstream)
                        .sumTo(b.shape()));
    }

    @Override
    public BatchMatMul withInputs(List<Node> inputs) {
        checkCount(inputs);
        return new BatchMatMul(inputs.get(0), inputs.get(1));
    }

    @Override
    public Notation notation() {
        return Notation.infix("@", Binding.PRODUCT).java("{0}.batchMatMul({1})").numpy("{0} @ {1}");
    }
}
