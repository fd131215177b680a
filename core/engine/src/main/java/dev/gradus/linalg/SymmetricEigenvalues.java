package dev.gradus.linalg;

import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import dev.gradus.node.ShapeException;
import java.util.List;

/**
 * The eigenvalues of symmetric matrices in ascending order, (…, n). If A is not symmetric, its symmetric part is used.
 * {@link SymmetricEigen} computes the vectors as well.
 *
 * <p>∂J/∂A = V diag(∂J/∂λ) Vᵀ with the eigenvectors V; see {@link SpectralGradient}. Where values are equal up to rounding,
 * this is the gradient of any function that is symmetric in them, and such a function also has second derivatives there.
 */
public final class SymmetricEigenvalues extends Op {
    /**
     * Computes the eigenvalues of all matrices of a.
     *
     * @throws ShapeException if they are not square
     */
    public SymmetricEigenvalues(Node a) {
        super(
                Matrices.withBatch(
                        Matrices.square("SymmetricEigenvalues", a), a.shape().size(-1)),
                a,
                SymmetricEigenvalues::new);
    }

    @Override
    public void forward(double[][] in, double[] out) {
        int n = shape().size(-1);
        for (int at = 0; at < out.length; at += n) {
            double[] values = new SymmetricQr(in[0], at * n, n, false).values;
            int[] order = Spectrum.ascending(values);
            for (int j = 0; j < n; j++) {
                out[at + j] = values[order[j]];
            }
        }
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(new SpectralGradient(input(0), upstream, SpectralGradient.Of.EIGENVALUES));
    }

    @Override
    public Notation notation() {
        return Notation.function("eigenvalues")
                .java("LinearAlgebra.eigvalsh({0})")
                .numpy("np.linalg.eigvalsh({0})");
    }
}
