package dev.gradus.node;

import dev.gradus.node.Notation.Binding;
import dev.gradus.tensor.Shape;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The matrix product a @ b: (n, k) with (k, m) gives (n, m), where element (i, j) is Σ_t a_it b_tj, accumulated in the
 * order of t. If k = 0, all elements are 0. For batches of matrices, see {@link BatchMatMul}; for any ranks,
 * {@link Node#matMul}.
 *
 * <p>∂J/∂a = ∂J/∂this @ bᵀ and ∂J/∂b = aᵀ @ ∂J/∂this.
 */
public final class MatMul extends Op {
    /**
     * {@code a @ b}.
     *
     * @throws ShapeException if an operand is not a matrix, or the inner sizes differ
     */
    public MatMul(Node a, Node b) {
        super(shape(a, b), a, b, MatMul::new);
    }

    @Override
    public void forward(double[][] in, double[] out) {
        int inner = input(0).shape().size(1);
        int columns = shape().size(1);
        for (int i = 0; i < out.length; i++) {
            double sum = 0;
            for (int t = 0; t < inner; t++) {
                sum = Math.fma(in[0][i / columns * inner + t], in[1][t * columns + i % columns], sum);
            }
            out[i] = sum;
        }
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(
                upstream.matMul(input(1).transpose()), input(0).transpose().matMul(upstream));
    }

    @Override
    public Dependence dependence() {
        return Dependence.PRODUCT;
    }

    @Override
    public Notation notation() {
        return Notation.infix("@", Binding.PRODUCT).java("{0}.matMul({1})").numpy("{0} @ {1}");
    }

    private static Shape shape(Node a, Node b) {
        Objects.requireNonNull(a, "a");
        Shape left = a.shape();
        Objects.requireNonNull(b, "b");
        Shape right = b.shape();
        if (left.rank() != 2 || right.rank() != 2) {
            Node wrong = left.rank() == 2 ? b : a;
            throw new ShapeException("MatMul: " + a.describe() + " @ " + b.describe() + ": " + wrong.expression()
                    + " has rank " + wrong.shape().rank() + ", but a matrix has rank 2" + remedy(a, b));
        }
        if (left.size(1) != right.size(0)) {
            throw new ShapeException("MatMul: inner sizes differ: " + a.describe() + " @ " + b.describe() + ": "
                    + left.size(1) + " ≠ " + right.size(0) + transposed(a, b));
        }
        int[] sizes = Shapes.checkSize("MatMul", List.of(a, b), left.size(0), right.size(1));
        return Shape.of(sizes).named(left.name(0), right.name(1));
    }

    /**
     * Suggests a row for a vector on the left, a column for one on the right, or a batch product, if that product
     * exists.
     */
    private static String remedy(Node a, Node b) {
        Shape left = a.shape();
        Shape right = b.shape();
        if (left.rank() == 1 && right.rank() == 2 && left.size(0) == right.size(0)) {
            return ". Did you mean " + Expression.asReceiver(a) + ".reshape(1, " + left.size(0) + ")?";
        }
        if (left.rank() == 2 && right.rank() == 1 && left.size(1) == right.size(0)) {
            return ". Did you mean " + Expression.asReceiver(b) + ".reshape(" + right.size(0) + ", 1)?";
        }
        if (MatrixBatch.product(left, right).isPresent()) {
            return ". Did you mean " + Expression.asReceiver(a) + ".matMul(" + b.expression() + ")?";
        }
        return "";
    }

    private static String transposed(Node a, Node b) {
        Optional<Node> turned = a.shape().size(1) == b.shape().size(1)
                ? Optional.of(b)
                : a.shape().size(0) == b.shape().size(0) ? Optional.of(a) : Optional.empty();
        return turned.map(node -> ". Did you mean " + Expression.asReceiver(node) + ".transpose()?")
                .orElse("");
    }
}
