package dev.gradus.node;

import dev.gradus.node.Notation.Binding;
import java.util.List;

/**
 * A matrix product for every place of a batch: (…, n, k) with (…, k, m) gives (…, n, m), element (…, i, j) being
 * Σ_t a_…it b_…tj, accumulated over t in order. The batches, all axes but the last two, are broadcast against each other
 * by the rules of {@link BinaryOp}. {@link Node#matMul} makes it where an operand has more than two axes.
 *
 * <p>∂J/∂a = ∂J/∂this @ bᵀ and ∂J/∂b = aᵀ @ ∂J/∂this, ᵀ swapping the last two axes, each summed over the copies that
 * broadcasting made.
 */
public final class BatchMatMul extends Op {
    /**
     * {@code a @ b} for every place of the batch.
     *
     * @throws ShapeException if one has rank below 2, the inner sizes differ, or the batches do not broadcast
     */
    public BatchMatMul(Node a, Node b) {
        super(MatrixBatch.product(a, b), a, b);
    }

    @Override
    public void forward(double[][] in, double[] out) {
        int rows = shape().size(-2), columns = shape().size(-1);
        int inner = input(0).shape().size(-1);
        int[] ofA = MatrixBatch.sources(input(0).shape(), shape());
        int[] ofB = MatrixBatch.sources(input(1).shape(), shape());
        for (int i = 0; i < out.length; i++) {
            int product = i / columns / rows;
            int startOfA = (ofA[product] * rows + i / columns % rows) * inner;
            int startOfB = ofB[product] * inner * columns + i % columns;
            double sum = 0;
            for (int t = 0; t < inner; t++) {
                sum = Math.fma(in[0][startOfA + t], in[1][startOfB + t * columns], sum);
            }
            out[i] = sum;
        }
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node a = input(0);
        Node b = input(1);
        Node ofA = upstream.batchMatMul(b.transpose(MatrixBatch.lastTwoSwapped(b.shape())))
                .sumTo(a.shape());
        if (b.shape().rank() == 2) { // one matrix for all rows: one product, without a matrix for each place to add up
            return List.of(ofA, rows(a).transpose().matMul(rows(upstream)));
        }
        Node ofB = a.transpose(MatrixBatch.lastTwoSwapped(a.shape())).batchMatMul(upstream);
        return List.of(ofA, ofB.sumTo(b.shape()));
    }

    /** All rows of a batch of matrices in one matrix. */
    private static Node rows(Node matrices) {
        int[] sizes = matrices.shape().sizes();
        int rows = 1;
        for (int axis = 0; axis < sizes.length - 1; axis++) {
            rows *= sizes[axis];
        }
        return sizes.length == 2 ? matrices : matrices.reshape(rows, sizes[sizes.length - 1]);
    }

    @Override
    public BatchMatMul withInputs(List<Node> inputs) {
        checkCount(inputs);
        return new BatchMatMul(inputs.get(0), inputs.get(1));
    }

    @Override
    public Dependence dependence() {
        return Dependence.PRODUCT;
    }

    @Override
    public Notation notation() {
        return Notation.infix("@", Binding.PRODUCT).java("{0}.matMul({1})").numpy("{0} @ {1}");
    }
}
