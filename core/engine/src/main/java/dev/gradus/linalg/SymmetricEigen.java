package dev.gradus.linalg;

import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import dev.gradus.node.ShapeException;
import java.util.List;
import java.util.Optional;

/**
 * A = V Λ Vᵀ for symmetric matrices: the eigenvalues in ascending order, and orthonormal eigenvectors as columns of V. If A
 * is not symmetric, its symmetric part is used. The value is the eigenvalues as a row with V below it, (n + 1, n). {@link
 * #values} and {@link #vectors} return the parts. Of a vector and its negative, the chosen one is that whose first element
 * of at least half the greatest magnitude is positive.
 *
 * <p>∂J/∂A = V (Λ̄ + (E + Eᵀ) / 2) Vᵀ with E = F ∗ (Vᵀ V̄), where Λ̄ and V̄ are the gradients of the parts and F the {@link
 * InverseGaps} of the values. Where two values are equal up to rounding, a gradient exists for functions of the values
 * alone, and for functions of the vectors alone that depend only on the space of both. Others throw, and so do second
 * derivatives, except those of functions of the {@link SymmetricEigenvalues}.
 */
public final class SymmetricEigen extends Op {
    /**
     * Computes the eigenvalues and eigenvectors of all matrices of a.
     *
     * @throws ShapeException if they are not square
     */
    public SymmetricEigen(Node a) {
        super(
                Matrices.withBatch(
                        Matrices.square("SymmetricEigen", a),
                        a.shape().size(-1) + 1,
                        a.shape().size(-1)),
                a,
                SymmetricEigen::new);
    }

    /** Returns the eigenvalues (…, n) in ascending order. */
    public Node values() {
        int n = shape().size(-1);
        return slice(-2, 0, 1).reshape(Matrices.withBatch(shape(), n));
    }

    /** Returns the eigenvectors as columns (…, n, n). */
    public Node vectors() {
        return slice(-2, 1, shape().size(-2));
    }

    @Override
    public void forward(double[][] in, double[] out) {
        int n = shape().size(-1);
        int matrices = n == 0 ? 0 : in[0].length / (n * n);
        for (int matrix = 0; matrix < matrices; matrix++) {
            SymmetricQr of = new SymmetricQr(in[0], matrix * n * n, n, true);
            int[] order = Spectrum.ascending(of.values);
            int at = matrix * (n + 1) * n;
            for (int j = 0; j < n; j++) {
                int from = order[j] * n;
                double sign = Spectrum.sign(of.vectors, from, n);
                out[at + j] = of.values[order[j]];
                for (int i = 0; i < n; i++) {
                    out[at + (i + 1) * n + j] = sign * of.vectors[from + i];
                }
            }
        }
    }

    @Override
    public List<Node> backward(Node upstream) {
        int n = shape().size(-1);
        List<Optional<Node>> parts = Matrices.upstreams(upstream, 1, n);
        Optional<Node> ofValues = parts.get(0);
        if (parts.get(1).isEmpty()) {
            return List.of(ofValues.map(row -> SpectralGradient.ofRow(input(0), row, SpectralGradient.Of.EIGENVALUES))
                    .orElseGet(Op::zero));
        }
        Node v = vectors();
        Node transposed = Matrices.transposed(v);
        Node m = transposed.matMul(parts.get(1).get());
        Node gaps = new InverseGaps(values(), m, ofValues.isPresent() ? InverseGaps.Of.BOTH : InverseGaps.Of.VECTORS);
        Node sum = v.matMul(Matrices.symmetricPart(gaps.multiply(m)));
        if (ofValues.isPresent()) {
            sum = v.multiply(ofValues.get()).add(sum);
        }
        return List.of(sum.matMul(transposed));
    }

    @Override
    public Notation notation() {
        return Notation.function("eigen")
                .java("LinearAlgebra.eigh({0})")
                .numpy("(lambda w, v: np.concatenate((np.expand_dims(w, -2), v * " + Spectrum.numpySign("v")
                        + "), -2))(*np.linalg.eigh({0}))");
    }
}
