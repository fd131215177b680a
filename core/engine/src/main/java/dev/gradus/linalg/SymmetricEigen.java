package dev.gradus.linalg;

import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import dev.gradus.node.ShapeException;
import java.util.List;

/**
 * A = V Λ Vᵀ for symmetric matrices: the eigenvalues in ascending order, and orthonormal eigenvectors in V's columns. Of
 * another than a symmetric A the symmetric part is taken. The value is the values as a row with V below it, (n + 1, n);
 * {@link #values} and {@link #vectors} are its parts. Of a vector and its negative the one is taken whose first element of
 * at least half the greatest magnitude is positive.
 *
 * <p>∂J/∂A = V (Λ̄ + (E + Eᵀ) / 2) Vᵀ with E = F ∗ (Vᵀ V̄), where Λ̄ and V̄ are the gradients of the parts and F the {@link
 * InverseGaps} of the values. So it throws where two values are equal; {@link SymmetricEigenvalues} have a gradient there.
 */
public final class SymmetricEigen extends Op {
    /**
     * The eigenvalues and vectors of all matrices of a.
     *
     * @throws ShapeException if they are not square
     */
    public SymmetricEigen(Node a) {
        super(
                Matrices.withBatch(
                        Matrices.square("SymmetricEigen", a),
                        a.shape().size(-1) + 1,
                        a.shape().size(-1)),
                a);
    }

    /** The eigenvalues (…, n) in ascending order. */
    public Node values() {
        int n = shape().size(-1);
        return slice(-2, 0, 1).reshape(Matrices.withBatch(shape(), n));
    }

    /** The eigenvectors as columns (…, n, n). */
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
        Node v = vectors();
        Node transposed = Matrices.transposed(v);
        Node ofVectors = upstream.slice(-2, 1, n + 1);
        Node e = new InverseGaps(values()).multiply(transposed.matMul(ofVectors));
        Node sum = v.multiply(upstream.slice(-2, 0, 1)).add(v.matMul(Matrices.symmetricPart(e)));
        return List.of(sum.matMul(transposed));
    }

    @Override
    public SymmetricEigen withInputs(List<Node> inputs) {
        checkCount(inputs);
        return new SymmetricEigen(inputs.get(0));
    }

    @Override
    public Notation notation() {
        return Notation.function("eigen")
                .java("LinearAlgebra.symmetricEigen({0})")
                .numpy("(lambda w, v: np.concatenate((np.expand_dims(w, -2), v * " + Spectrum.numpySign("v")
                        + "), -2))(*np.linalg.eigh({0}))");
    }
}
