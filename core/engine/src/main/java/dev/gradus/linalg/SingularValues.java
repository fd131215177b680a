package dev.gradus.linalg;

import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import dev.gradus.node.ShapeException;
import java.util.List;

/**
 * The singular values of matrices (m, n) in descending order, (…, min(m, n)). {@link Svd} computes the vectors as well.
 *
 * <p>∂J/∂A = U diag(∂J/∂s) Vᵀ with the singular vectors; see {@link SpectralGradient}. Where values are equal or 0 up to
 * rounding, this is the gradient of any smooth function of A that is symmetric in its values, and such a function also has
 * second derivatives there.
 */
public final class SingularValues extends Op {
    /**
     * Computes the singular values of all matrices of a.
     *
     * @throws ShapeException if a has rank below 2
     */
    public SingularValues(Node a) {
        super(
                Matrices.withBatch(
                        Matrices.matrices("SingularValues", a),
                        Math.min(a.shape().size(-2), a.shape().size(-1))),
                a,
                SingularValues::new);
    }

    @Override
    public void forward(double[][] in, double[] out) {
        int m = input(0).shape().size(-2), n = input(0).shape().size(-1), k = Math.min(m, n);
        for (int at = 0; at < out.length; at += k) {
            int from = at / k * m * n;
            double[] values = m < n
                    ? new OneSidedJacobi(in[0], from, m, n, n, 1, false).values
                    : new OneSidedJacobi(in[0], from, n, m, 1, n, false).values;
            int[] order = Spectrum.descending(values);
            for (int j = 0; j < k; j++) {
                out[at + j] = values[order[j]];
            }
        }
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(new SpectralGradient(input(0), upstream, SpectralGradient.Of.SINGULAR_VALUES));
    }

    @Override
    public Notation notation() {
        return Notation.function("singularValues")
                .java("LinearAlgebra.svdvals({0})")
                .numpy("np.linalg.svd({0}, compute_uv=False)");
    }
}
