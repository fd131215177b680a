package dev.gradus.linalg;

import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import dev.gradus.node.ShapeException;
import java.util.List;

/**
 * The lower triangular L with L Lᵀ = A and a positive diagonal, for a positive definite A. If A is not symmetric, its
 * symmetric part, (A + Aᵀ) / 2, is used.
 *
 * <p>Element (i, j) is (a_ij − Σ_k l_ik l_jk) / l_jj over all k &lt; j, accumulated in order by fma, and on the diagonal the
 * square root of that difference.
 *
 * <p>∂J/∂A = ½ L⁻ᵀ C L⁻¹, where C is symmetric and has the lower triangle of Lᵀ @ ∂J/∂L (Murray, "Differentiation of the
 * Cholesky decomposition", 2016).
 */
public final class Cholesky extends Op {
    /**
     * Factors all matrices of a.
     *
     * @throws ShapeException if they are not square
     */
    public Cholesky(Node a) {
        super(Matrices.square("Cholesky", a), a, Cholesky::new);
    }

    /**
     * Factors the matrices one by one.
     *
     * @throws MatrixValueException if one is not positive definite
     */
    @Override
    public void forward(double[][] in, double[] out) {
        int n = shape().size(-1);
        for (int at = 0; at < out.length; at += n * n) {
            for (int j = 0; j < n; j++) {
                double square = difference(in[0], out, at, n, j, j);
                if (!(square > 0)) {
                    throw MatrixValueException.notPositiveDefinite(this, at / (n * n), j, square);
                }
                double root = Math.sqrt(square);
                for (int i = 0; i < n; i++) {
                    out[at + i * n + j] = i < j ? 0 : i == j ? root : difference(in[0], out, at, n, i, j) / root;
                }
            }
        }
    }

    private static double difference(double[] a, double[] l, int at, int n, int i, int j) {
        double sum = 0;
        for (int k = 0; k < j; k++) {
            sum = Math.fma(l[at + i * n + k], l[at + j * n + k], sum);
        }
        return 0.5 * a[at + i * n + j] + 0.5 * a[at + j * n + i] - sum;
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node c = Matrices.mirrored(Matrices.transposed(this).matMul(upstream));
        Node half = LinearAlgebra.triangularSolve(this, c, false, true, false);
        Node both = LinearAlgebra.triangularSolve(this, Matrices.transposed(half), false, true, false);
        return List.of(both.multiply(0.5));
    }

    @Override
    public Notation notation() {
        return Notation.function("cholesky").java("LinearAlgebra.cholesky({0})").numpy("np.linalg.cholesky({0})");
    }
}
