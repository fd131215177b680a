package dev.gradus.linalg;

import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import dev.gradus.node.ShapeException;
import java.util.List;
import java.util.Optional;

/**
 * The singular value decomposition A = U S Vᵀ of matrices (m, n). With k = min(m, n), U (m, k) and V (n, k) have orthonormal
 * columns, and the singular values are in descending order. The value is U, the values as a row, and V, stacked vertically,
 * (m + 1 + n, k). {@link #u}, {@link #values} and {@link #v} return the parts. Of two opposite pairs of vectors, the chosen
 * one is that in which the first element of u of at least half the greatest magnitude is positive.
 *
 * <p>∂J/∂A, with the gradients Ū, s̄ and V̄ of the parts, is U (N + diag(s̄)) Vᵀ + (I − UUᵀ) Ū S⁻¹ Vᵀ + U S⁻¹ V̄ᵀ (I − VVᵀ).
 * Here 2 N_ij is element (i, j) of the skew matrices UᵀŪ − ŪᵀU + VᵀV̄ − V̄ᵀV, divided by s_j − s_i, and UᵀŪ − ŪᵀU − VᵀV̄ +
 * V̄ᵀV, divided by s_j + s_i. The {@link InverseGaps} of s, −s and 0 provide these divisors. Where two values are equal or 0
 * up to rounding, a gradient exists for functions of the values alone, and for functions of vectors that depend only on the
 * space of equal values. Others throw, and so do second derivatives, except those of functions of the {@link
 * SingularValues}.
 */
public final class Svd extends Op {
    /**
     * Decomposes all matrices of a.
     *
     * @throws ShapeException if a has rank below 2
     */
    public Svd(Node a) {
        super(
                Matrices.withBatch(
                        Matrices.matrices("Svd", a),
                        a.shape().size(-2) + 1 + a.shape().size(-1),
                        Math.min(a.shape().size(-2), a.shape().size(-1))),
                a,
                Svd::new);
    }

    private int rows() {
        return input(0).shape().size(-2);
    }

    private int columns() {
        return input(0).shape().size(-1);
    }

    /** Returns U (…, m, k). */
    public Node u() {
        return slice(-2, 0, rows());
    }

    /** Returns the singular values (…, k), in descending order. */
    public Node values() {
        int k = shape().size(-1);
        return slice(-2, rows(), rows() + 1).reshape(Matrices.withBatch(shape(), k));
    }

    /** Returns V (…, n, k), not its transpose. */
    public Node v() {
        return slice(-2, rows() + 1, shape().size(-2));
    }

    @Override
    public void forward(double[][] in, double[] out) {
        int m = rows(), n = columns(), k = Math.min(m, n), step = (m + 1 + n) * k;
        boolean isWide = m < n; // then decompose the transpose, whose U and V are swapped
        int atLeft = isWide ? (m + 1) * k : 0;
        int atRight = isWide ? 0 : (m + 1) * k;
        for (int at = 0; at < out.length; at += step) {
            int from = step == 0 ? 0 : at / step * m * n;
            OneSidedJacobi of = isWide
                    ? new OneSidedJacobi(in[0], from, m, n, n, 1, true)
                    : new OneSidedJacobi(in[0], from, n, m, 1, n, true);
            int[] order = Spectrum.descending(of.values);
            for (int j = 0; j < k; j++) {
                int column = order[j];
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
        List<Optional<Node>> parts = Matrices.upstreams(upstream, m, 1, n);
        Optional<Node> ofU = parts.get(0), ofValues = parts.get(1), ofV = parts.get(2);
        if (ofU.isEmpty() && ofV.isEmpty()) {
            return List.of(
                    ofValues.map(row -> SpectralGradient.ofRow(input(0), row, SpectralGradient.Of.SINGULAR_VALUES))
                            .orElseGet(Op::zero));
        }
        Node u = u(), v = v();
        Optional<Node> leftInner = ofU.map(Matrices.transposed(u)::matMul);
        Optional<Node> rightInner = ofV.map(Matrices.transposed(v)::matMul);
        Node plus =
                leftInner.map(left -> rightInner.map(left::add).orElse(left)).orElseGet(rightInner::get);
        Node minus = leftInner
                .map(left -> rightInner.map(left::subtract).orElse(left))
                .orElseGet(() -> rightInner.get().negate());
        Optional<Node> leftOuter = m > k ? ofU.map(each -> Matrices.outside(u, each)) : Optional.empty();
        Optional<Node> rightOuter = n > k ? ofV.map(each -> Matrices.outside(v, each)) : Optional.empty();
        Node gaps = new InverseGaps(
                Spectrum.bothSigns(values()),
                Spectrum.ofBothSigns(plus, minus, leftOuter.or(() -> rightOuter)),
                ofValues.isPresent() ? InverseGaps.Of.BOTH : InverseGaps.Of.VECTORS);
        Node inner = skew(plus)
                .multiply(Spectrum.differences(gaps, k))
                .add(skew(minus).multiply(Spectrum.sums(gaps, k)));
        Node sum = u.matMul(inner);
        if (ofValues.isPresent()) {
            sum = sum.add(u.multiply(ofValues.get()));
        }
        if (leftOuter.isPresent()) {
            sum = sum.add(leftOuter.get().multiply(Spectrum.values(gaps, k)));
        }
        Node gradient = sum.matMul(Matrices.transposed(v));
        if (rightOuter.isPresent()) {
            Node outer = rightOuter.get().multiply(Spectrum.values(gaps, k));
            gradient = gradient.add(u.matMul(Matrices.transposed(outer)));
        }
        return List.of(gradient);
    }

    private static Node skew(Node a) {
        return a.subtract(Matrices.transposed(a)).multiply(0.5);
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
