package dev.gradus.linalg;

import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * A = P L U for square matrices (n, n) by Gaussian elimination. P permutes rows so that in each column the first element of
 * greatest magnitude is the pivot; L is lower triangular with ones on its diagonal; U is upper triangular. The value is U
 * with L below its diagonal, and P below both, (2n, n). {@link #p}, {@link #l} and {@link #u} return the factors.
 *
 * <p>∂J/∂A = P L⁻ᵀ M U⁻ᵀ, where M consists of the part below the diagonal of Lᵀ ∂J/∂L and the upper triangle of ∂J/∂U Uᵀ.
 * This follows from dA = P (dL U + L dU): L⁻¹ Pᵀ dA U⁻¹ = L⁻¹ dL + dU U⁻¹ is the sum of a part below the diagonal and an
 * upper triangle. P is locally constant; it jumps where two magnitudes are equal.
 */
public final class Lu extends Op {
    /**
     * Factors all matrices of a.
     *
     * @throws ShapeException if they are not square
     */
    public Lu(Node a) {
        super(shape(a), a, Lu::new);
    }

    private static Shape shape(Node a) {
        return Matrices.withBatch(
                Matrices.square("Lu", a), 2 * a.shape().size(-1), a.shape().size(-1));
    }

    private int size() {
        return shape().size(-1);
    }

    /** Returns P (…, n, n). */
    public Node p() {
        return slice(-2, size(), 2 * size());
    }

    /** Returns L (…, n, n). */
    public Node l() {
        return Matrices.lowerWithUnitDiagonal(factors());
    }

    /** Returns U (…, n, n). */
    public Node u() {
        return new Triangle(factors(), true, 0);
    }

    private Node factors() {
        return slice(-2, 0, size());
    }

    /**
     * Factors the matrices one by one.
     *
     * @throws MatrixValueException if one is singular
     */
    @Override
    public void forward(double[][] in, double[] out) {
        int n = size();
        Arrays.fill(out, 0);
        for (int at = 0; at < in[0].length; at += n * n) {
            Elimination lu = Elimination.of(in[0], at, n);
            if (lu.firstZero() >= 0) {
                throw MatrixValueException.singular(this, at / (n * n), lu.firstZero());
            }
            System.arraycopy(lu.factors, 0, out, 2 * at, n * n);
            for (int i = 0; i < n; i++) {
                out[2 * at + (n + lu.rows[i]) * n + i] = 1;
            }
        }
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node factors = factors(), u = u();
        Node ofFactors = upstream.slice(-2, 0, size());
        Node below = new Triangle(Matrices.transposed(l()).matMul(new Triangle(ofFactors, false, -1)), false, -1);
        Node above = new Triangle(new Triangle(ofFactors, true, 0).matMul(Matrices.transposed(u)), true, 0);
        Node byU = Matrices.transposed(LinearAlgebra.triangularSolve(u, Matrices.transposed(below.add(above)), true));
        return List.of(p().matMul(LinearAlgebra.triangularSolve(factors, byU, false, true, true)));
    }

    @Override
    public Notation notation() {
        return Notation.function("lu")
                .java("LinearAlgebra.lu({0})")
                .numpy(
                        "(lambda p, l, u: np.concatenate((np.tril(l, -1) + u, p.reshape(u.shape)), -2))(*scipy.linalg.lu({0}))");
    }
}
