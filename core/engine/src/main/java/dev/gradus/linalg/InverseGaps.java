package dev.gradus.linalg;

import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * For vectors λ (…, n) the matrices with elements 1 / (λ_j − λ_i), and 0 on the diagonal: what derivatives of eigenvectors
 * depend on. It is refused where two elements of a vector are equal, as eigenvectors then have no derivative.
 *
 * <p>∂J/∂λ is the sums of the rows of (∂J/∂this − (∂J/∂this)ᵀ) ∗ this², element by element.
 */
public final class InverseGaps extends Op {
    /**
     * The inverse differences of the elements of each vector.
     *
     * @throws ShapeException if λ has rank 0
     */
    public InverseGaps(Node lambda) {
        super(shape(lambda), lambda);
    }

    private static Shape shape(Node lambda) {
        Objects.requireNonNull(lambda, "lambda");
        if (lambda.shape().isScalar()) {
            throw new ShapeException("InverseGaps: " + lambda.describe() + " has rank 0, but a vector has rank 1");
        }
        int[] sizes = lambda.shape().sizes();
        int[] square = Arrays.copyOf(sizes, sizes.length + 1);
        square[sizes.length] = sizes[sizes.length - 1];
        return Shape.of(square);
    }

    /**
     * Divides 1 by each difference.
     *
     * @throws MatrixValueException if two elements of a vector are equal
     */
    @Override
    public void forward(double[][] in, double[] out) {
        int n = shape().size(-1);
        for (int at = 0; at < out.length; at++) {
            int vector = at / n / n;
            int i = at / n % n;
            int j = at % n;
            double gap = in[0][vector * n + j] - in[0][vector * n + i];
            if (gap == 0 && i != j) {
                throw MatrixValueException.repeated(
                        this, vector, Math.min(i, j), Math.max(i, j), in[0][vector * n + i]);
            }
            out[at] = i == j ? 0 : 1 / gap;
        }
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node difference = upstream.subtract(Matrices.transposed(upstream));
        return List.of(difference.multiply(this).multiply(this).sum(-1));
    }

    @Override
    public InverseGaps withInputs(List<Node> inputs) {
        checkCount(inputs);
        return new InverseGaps(inputs.get(0));
    }

    @Override
    public List<String> operands() {
        return List.of("λ");
    }

    @Override
    public Notation notation() {
        int n = shape().size(-1);
        return Notation.function("inverseGaps")
                .numpy("np.where(np.eye(" + n + ") == 1, 0.0, 1 / (np.expand_dims({0}, -2) - np.expand_dims({0}, -1)"
                        + " + np.eye(" + n + ")))");
    }
}
