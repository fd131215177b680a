package dev.gradus.node;

import dev.gradus.node.Notation.Binding;
import java.util.List;

/**
 * The matrix product for each matrix of a batch: (…, n, k) with (…, k, m) gives (…, n, m), where element (…, i, j) is
 * Σ_t a_…it b_…tj, accumulated in the order of t. The batch axes, all but the last two, are broadcast against each
 * other by the rules of {@link BinaryOp}. {@link Node#matMul} returns this op if an operand has more than two axes.
 *
 * <p>∂J/∂a = ∂J/∂this @ bᵀ and ∂J/∂b = aᵀ @ ∂J/∂this, where ᵀ swaps the last two axes, each summed over the broadcast
 * axes.
 */
public final class BatchMatMul extends Op {
    /**
     * {@code a @ b} for each matrix of the batch.
     *
     * @throws ShapeException if an operand has a rank below 2, the inner sizes differ, or the batch axes do not
     *     broadcast
     */
    public BatchMatMul(Node a, Node b) {
        super(MatrixBatch.product(a, b), a, b, BatchMatMul::new);
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
        if (b.shape().rank() == 2) { // one product for the whole batch instead of a sum of one product for each matrix
            return List.of(ofA, rows(a).transpose().matMul(rows(upstream)));
        }
        Node ofB = a.transpose(MatrixBatch.lastTwoSwapped(a.shape())).batchMatMul(upstream);
        return List.of(ofA, ofB.sumTo(b.shape()));
    }

    /** All rows of a batch of matrices as one matrix. */
    private static Node rows(Node matrices) {
        int[] sizes = matrices.shape().sizes();
        int rows = 1;
        for (int axis = 0; axis < sizes.length - 1; axis++) {
            rows *= sizes[axis];
        }
        return sizes.length == 2 ? matrices : matrices.reshape(rows, sizes[sizes.length - 1]);
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
