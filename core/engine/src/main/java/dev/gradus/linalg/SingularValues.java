package dev.gradus.linalg;

import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import dev.gradus.node.ShapeException;
import java.util.List;

/**
 * The singular values of matrices (m, n) in descending order, (…, min(m, n)). For the vectors as well there is {@link Svd}.
 *
 * <p>∂J/∂A = U diag(∂J/∂s) Vᵀ with the singular vectors. Where values are equal that is a gradient of any function that
 * treats them alike; second derivatives throw there.
 */
public final class SingularValues extends Op {
    /**
     * The singular values of all matrices of a.
     *
     * @throws ShapeException if a has rank below 2
     */
    public SingularValues(Node a) {
        super(
                Matrices.withBatch(
                        Matrices.matrices("SingularValues", a),
                        Math.min(a.shape().size(-2), a.shape().size(-1))),
                a);
    }

    @Override
    public void forward(double[][] in, double[] out) {
        int m = input(0).shape().size(-2), n = input(0).shape().size(-1), k = Math.min(m, n);
        for (int at = 0; at < out.length; at += k) {
            int from = at / k * m * n;
            double[] values = m < n
                    ? new OneSidedJacobi(in[0], from, m, n, n, 1, false).values
                    : new OneSidedJacobi(in[0], from, n, m, 1, n, false).values;
            int[] order = Spectrum.ascending(values);
            for (int j = 0; j < k; j++) {
                out[at + j] = values[order[k - 1 - j]];
            }
        }
    }

    @Override
    public List<Node> backward(Node upstream) {
        Svd svd = new Svd(input(0));
        return List.of(svd.u().multiply(Matrices.asRows(upstream)).matMul(Matrices.transposed(svd.v())));
    }

    @Override
    public SingularValues withInputs(List<Node> inputs) {
        checkCount(inputs);
        return new SingularValues(inputs.get(0));
    }

    @Override
    public Notation notation() {
        return Notation.function("singularValues")
                .java("LinearAlgebra.singularValues({0})")
                .numpy("np.linalg.svd({0}, compute_uv=False)");
    }
}
