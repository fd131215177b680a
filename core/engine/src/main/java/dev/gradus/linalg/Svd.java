package dev.gradus.linalg;

import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import dev.gradus.node.ShapeException;
import java.util.List;

/**
 * The singular value decomposition A = U S Vᵀ of matrices (m, n): with k = min(m, n), U (m, k) and V (n, k) have orthonormal
 * columns, and the singular values descend. The value is U, the values as a row, and V, one below the other, (m + 1 + n, k);
 * {@link #u}, {@link #values} and {@link #v} are its parts. Of two opposite pairs of vectors the one is taken in which the
 * first element of u of at least half the greatest magnitude is positive.
 *
 * <p>∂J/∂A, with the gradients Ū, s̄ and V̄ of the parts and F the {@link InverseGaps} of s²: U (F ∗ (UᵀŪ − ŪᵀU) S +
 * S F ∗ (VᵀV̄ − V̄ᵀV) + diag(s̄)) Vᵀ + (I − UUᵀ) Ū S⁻¹ Vᵀ + U S⁻¹ V̄ᵀ (I − VVᵀ). It throws where two values are equal; {@link
 * SingularValues} have a gradient there.
 */
public final class Svd extends Op {
    /**
     * The decompositions of all matrices of a.
     *
     * @throws ShapeException if a has rank below 2
     */
    public Svd(Node a) {
        super(
                Matrices.withBatch(
                        Matrices.matrices("Svd", a),
                        a.shape().size(-2) + 1 + a.shape().size(-1),
                        Math.min(a.shape().size(-2), a.shape().size(-1))),
                a);
    }

    private int rows() {
        return input(0).shape().size(-2);
    }

    private int columns() {
        return input(0).shape().size(-1);
    }

    /** U (…, m, k). */
    public Node u() {
        return slice(-2, 0, rows());
    }

    /** The singular values (…, k), descending. */
    public Node values() {
        int k = shape().size(-1);
        return slice(-2, rows(), rows() + 1).reshape(Matrices.withBatch(shape(), k));
    }

    /** V (…, n, k), not its transpose. */
    public Node v() {
        return slice(-2, rows() + 1, shape().size(-2));
    }

    @Override
    public void forward(double[][] in, double[] out) {
        int m = rows(), n = columns(), k = Math.min(m, n), step = (m + 1 + n) * k;
        boolean isWide = m < n; // then of the transpose, whose U and V are swapped
        int atLeft = isWide ? (m + 1) * k : 0;
        int atRight = isWide ? 0 : (m + 1) * k;
        for (int at = 0; at < out.length; at += step) {
            int from = step == 0 ? 0 : at / step * m * n;
            OneSidedJacobi of = isWide
                    ? new OneSidedJacobi(in[0], from, m, n, n, 1, true)
                    : new OneSidedJacobi(in[0], from, n, m, 1, n, true);
            int[] order = Spectrum.ascending(of.values);
            for (int j = 0; j < k; j++) {
                int column = order[k - 1 - j];
                out[at + m * k + j] = of.values[column];
                double sign = isWide ? Spectrum.sign(of.right, column * k, k) : Spectrum.sign(of.left, column * m, m);
                for (int i = 0; i < Math.max(m, n); i++) {
                    out[at + atLeft + i * k + j] = sign * of.left[column * Math.max(m, n) + i];
                }
                for (int i = 0; i < k; i++) {
                    out[at + atRight + i * k + j] = sign * of.right[column * k + i];
                }
            }
        }
    }

    @Override
    public List<Node> backward(Node upstream) {
        int m = rows(), n = columns(), k = shape().size(-1);
        Node u = u(), v = v();
        Node s = slice(-2, m, m + 1);
        Node ofU = upstream.slice(-2, 0, m), ofV = upstream.slice(-2, m + 1, m + 1 + n);
        Node gaps = new InverseGaps(values().square());
        Node left = both(gaps.multiply(Matrices.transposed(u).matMul(ofU))).multiply(s);
        Node right = Matrices.transposed(s)
                .multiply(both(gaps.multiply(Matrices.transposed(v).matMul(ofV))));
        Node inner = u.matMul(left.add(right)).add(u.multiply(upstream.slice(-2, m, m + 1)));
        if (m > k) {
            inner = inner.add(outside(u, ofU.divide(s)));
        }
        Node gradient = inner.matMul(Matrices.transposed(v));
        if (n > k) {
            gradient = gradient.add(u.matMul(Matrices.transposed(outside(v, ofV.divide(s)))));
        }
        return List.of(gradient);
    }

    private static Node both(Node matrices) {
        return matrices.add(Matrices.transposed(matrices));
    }

    /** The part of each column that is orthogonal to all columns of q. */
    private static Node outside(Node q, Node columns) {
        return columns.subtract(q.matMul(Matrices.transposed(q).matMul(columns)));
    }

    @Override
    public Svd withInputs(List<Node> inputs) {
        checkCount(inputs);
        return new Svd(inputs.get(0));
    }

    @Override
    public Notation notation() {
        return Notation.function("svd")
                .java("LinearAlgebra.svd({0})")
                .numpy("(lambda u, s, vt: np.concatenate((u * " + Spectrum.numpySign("u")
                        + ", np.expand_dims(s, -2), np.swapaxes(vt, -1, -2) * " + Spectrum.numpySign("u")
                        + "), -2))(*np.linalg.svd({0}, full_matrices=False))");
    }
}
