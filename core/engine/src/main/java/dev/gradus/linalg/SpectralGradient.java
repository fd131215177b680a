package dev.gradus.linalg;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.TopologicalOrder;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The gradient with respect to A of a function of its eigenvalues or singular values whose gradient with respect to these is
 * w: V diag(w) Vᵀ with the eigenvectors of the symmetric part of A, or U diag(w) Vᵀ with the singular vectors.
 *
 * <p>∂J/∂w is the diagonal of M = Vᵀ G V, where G is the symmetric part of ∂J/∂this, and ∂J/∂A is V (D ∗ M) Vᵀ with D_ij =
 * (w_j − w_i) / (λ_j − λ_i). Where two eigenvalues are equal up to rounding (see {@link InverseGaps}), D_ij is the limit of
 * this quotient: the difference of the derivatives of w_j and w_i along λ_j − λ_i. Therefore, a function of A that is
 * symmetric in the eigenvalues also has correct second derivatives at equal ones. The gradient throws in two cases: if w
 * differs at equal eigenvalues, because such a function has no second derivative; and if w's dependence on the eigenvalues
 * is hidden, because they are computed inside a loop or checkpoint and the function of them outside.
 *
 * <p>With singular values, M = Uᵀ G V is not symmetric. Its skew part is multiplied by (w_i + w_j) / (s_i + s_j) instead,
 * and the part of G outside the spaces of U and V by w_j / s_j; for values that are 0 up to rounding, by the limits of
 * these.
 */
public final class SpectralGradient extends Op {
    /** The values with respect to which w is the gradient. */
    public enum Of {
        /** The values of {@link SymmetricEigenvalues}. */
        EIGENVALUES,
        /** The values of {@link SingularValues}. */
        SINGULAR_VALUES
    }

    /** The rounding of a difference of elements of w, in units of the greatest. */
    private static final double ROUNDING = 8 * 0x1p-52;

    private final Of of;

    /** Caches {@link #slopes}. Those of later ops are needed for those of earlier ones, so each is computed once. */
    private final AtomicReference<Optional<Node>> slopes = new AtomicReference<>();

    /**
     * Computes a gradient for each matrix of a.
     *
     * @param w one number for each eigenvalue or singular value
     * @throws ShapeException if a has rank below 2, if it is not square and w is for eigenvalues, or if w has another shape
     */
    public SpectralGradient(Node a, Node w, Of of) {
        super(shape(a, w, of), a, w, (matrix, weights) -> new SpectralGradient(matrix, weights, of));
        this.of = of;
    }

    /** Converts a w that is a row (…, 1, n). */
    static Node ofRow(Node a, Node row, Of of) {
        return new SpectralGradient(
                a, row.reshape(Matrices.withBatch(row.shape(), row.shape().size(-1))), of);
    }

    private static Shape shape(Node a, Node w, Of of) {
        Objects.requireNonNull(a, "a");
        Objects.requireNonNull(w, "w");
        Objects.requireNonNull(of, "of");
        Shape shape = a.shape();
        boolean isMatrix = shape.rank() >= 2 && (of == Of.SINGULAR_VALUES || shape.size(-2) == shape.size(-1));
        if (!isMatrix || !w.shape().equals(Matrices.withBatch(shape, Math.min(shape.size(-2), shape.size(-1))))) {
            throw new ShapeException("SpectralGradient: " + a.describe() + " must be a "
                    + (of == Of.EIGENVALUES ? "square matrix" : "matrix") + " or a batch of them, and " + w.describe()
                    + " must hold a number for each of their "
                    + (of == Of.EIGENVALUES ? "eigenvalues" : "singular values"));
        }
        return shape;
    }

    /** Returns the values with respect to which w is the gradient. */
    public Of of() {
        return of;
    }

    @Override
    public void forward(double[][] in, double[] out) {
        int m = shape().size(-2), n = shape().size(-1), k = Math.min(m, n);
        for (int at = 0, matrix = 0; at < out.length; at += m * n, matrix++) {
            double[] left, right;
            int[] order;
            if (of == Of.EIGENVALUES) {
                SymmetricQr eigen = new SymmetricQr(in[0], at, n, true);
                order = Spectrum.ascending(eigen.values);
                left = eigen.vectors;
                right = eigen.vectors;
            } else {
                OneSidedJacobi svd = m < n
                        ? new OneSidedJacobi(in[0], at, m, n, n, 1, true)
                        : new OneSidedJacobi(in[0], at, n, m, 1, n, true);
                order = Spectrum.descending(svd.values);
                left = m < n ? svd.right : svd.left;
                right = m < n ? svd.left : svd.right;
            }
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    double sum = 0;
                    for (int c = 0; c < k; c++) {
                        double scaled = left[order[c] * m + i] * in[1][matrix * k + c];
                        sum = Math.fma(scaled, right[order[c] * n + j], sum);
                    }
                    out[at + i * n + j] = sum;
                }
            }
        }
    }

    @Override
    public List<Node> backward(Node upstream) {
        return of == Of.EIGENVALUES ? byEigenvalues(upstream) : bySingularValues(upstream);
    }

    private List<Node> byEigenvalues(Node upstream) {
        int n = shape().size(-1);
        Node w = input(1);
        SymmetricEigen eigen = new SymmetricEigen(input(0));
        Node v = eigen.vectors(), transposed = Matrices.transposed(v);
        Node m = transposed.matMul(Matrices.symmetricPart(upstream)).matMul(v);
        Node gaps = new InverseGaps(eigen.values(), Matrices.rows(w, n), checked());
        Node d = quotients(
                differences(w),
                gaps,
                differences(eigen.values()),
                slopes().map(t -> differences(t).multiply(matrix(n, n, (i, j) -> i == j ? 0 : 1.0 / (j - i)))));
        return List.of(v.matMul(d.multiply(m)).matMul(transposed), Moves.diagonal(m));
    }

    private List<Node> bySingularValues(Node upstream) {
        int rows = shape().size(-2), columns = shape().size(-1), k = Math.min(rows, columns);
        Node w = input(1);
        Svd svd = new Svd(input(0));
        Node left = svd.u(), right = svd.v(), transposed = Matrices.transposed(right);
        Node onRight = upstream.matMul(right);
        Node m = Matrices.transposed(left).matMul(onRight);
        Node skew = m.subtract(Matrices.transposed(m)).multiply(0.5);
        Optional<Node> slopes = slopes();
        Node gaps = new InverseGaps(
                Spectrum.bothSigns(svd.values()), Matrices.rows(Spectrum.bothSigns(w), 2 * k + 1), checked());
        Node ofDifferences = quotients(
                differences(w),
                Spectrum.differences(gaps, k),
                differences(svd.values()),
                slopes.map(t -> differences(t).multiply(matrix(k, k, (i, j) -> i == j ? 0 : 1.0 / (i - j)))));
        Node ofSums = quotients(
                sums(w),
                Spectrum.sums(gaps, k),
                sums(svd.values()),
                slopes.map(t -> sums(t).multiply(matrix(k, k, (i, j) -> 1.0 / (2 * k - i - j)))));
        Node ofValues = quotients(
                Matrices.asRows(w),
                Spectrum.values(gaps, k),
                Matrices.asRows(svd.values()),
                slopes.map(t -> Matrices.asRows(t).multiply(matrix(1, k, (i, j) -> 1.0 / (k - j)))));
        Node inner = ofDifferences.multiply(Matrices.symmetricPart(m)).add(ofSums.multiply(skew));
        Node sum = left.matMul(inner);
        if (rows > k) {
            sum = sum.add(Matrices.outside(left, onRight.multiply(ofValues)));
        }
        Node gradient = sum.matMul(transposed);
        if (columns > k) {
            Node onLeft = Matrices.transposed(upstream).matMul(left);
            gradient =
                    gradient.add(left.matMul(Matrices.transposed(Matrices.outside(right, onLeft.multiply(ofValues)))));
        }
        return List.of(gradient, Moves.diagonal(m));
    }

    /**
     * Divides the numerators by the gaps. Uses the limit where values are equal, and where it is at least as accurate as the
     * quotient in view of the rounding of w: the quotient loses all digits before values count as equal.
     */
    private Node quotients(Node numerators, Node inverseGaps, Node gaps, Optional<Node> limit) {
        Node w = input(1);
        Node quotients = numerators.multiply(inverseGaps);
        if (limit.isEmpty() || w.shape().size(-1) == 0) {
            return quotients;
        }
        Node error = numerators.subtract(limit.get().multiply(gaps)).abs();
        Node rounding = Matrices.asMatrices(w.abs().max(-1)).multiply(ROUNDING);
        Node isNear = error.lessEqual(rounding);
        return inverseGaps.equal(0).where(limit.get(), isNear.where(limit.get(), quotients));
    }

    /**
     * Returns the derivative of w along a direction in which all values move differently, ∂²J/∂λ² times the direction. For a
     * symmetric function, it differs at equal values by the direction's difference times D. Empty if w does not depend on
     * the values.
     */
    private Optional<Node> slopes() {
        Optional<Node> known = slopes.get();
        if (known != null) {
            return known;
        }
        Optional<Node> found = newSlopes();
        slopes.set(found);
        return found;
    }

    /** If w depends on inputs alone, these may depend on the values outside a body. */
    private InverseGaps.Of checked() {
        boolean isHidden = slopes().isEmpty()
                && TopologicalOrder.of(List.of(input(1))).stream().anyMatch(Input.class::isInstance);
        return isHidden ? InverseGaps.Of.HIDDEN : InverseGaps.Of.VALUES;
    }

    private Optional<Node> newSlopes() {
        Node a = input(0), w = input(1);
        List<Op> valuesOfA = new ArrayList<>();
        for (Node node : TopologicalOrder.of(List.of(w))) {
            if (isValues(node) && ((Op) node).input(0) == a) {
                valuesOfA.add((Op) node);
            }
        }
        if (valuesOfA.isEmpty()) {
            return Optional.empty();
        }
        int k = w.shape().size(-1);
        Node along =
                Constant.of(Tensor.generate(Shape.of(k), i -> direction(k, i))).broadcastTo(w.shape());
        Gradients gradients = Gradients.of(w, along);
        return valuesOfA.stream()
                .filter(gradients::reaches)
                .map(op -> ofValues(op, gradients.wrt(op)))
                .reduce(Node::add);
    }

    /** Decreases from the greatest value to the smallest, so that it is positive for singular values of 0. */
    private double direction(int k, int i) {
        return of == Of.EIGENVALUES ? i : k - i;
    }

    private boolean isValues(Node node) {
        return of == Of.EIGENVALUES
                ? node instanceof SymmetricEigenvalues || node instanceof SymmetricEigen
                : node instanceof SingularValues || node instanceof Svd;
    }

    private static Node ofValues(Op op, Node gradient) {
        int row = op instanceof Svd svd ? svd.input(0).shape().size(-2) : 0;
        return op instanceof Svd || op instanceof SymmetricEigen ? gradient.select(-2, row) : gradient;
    }

    private static Node differences(Node values) {
        return Matrices.asRows(values).subtract(Matrices.asColumns(values));
    }

    private static Node sums(Node values) {
        return Matrices.asRows(values).add(Matrices.asColumns(values));
    }

    @FunctionalInterface
    private interface Element {
        double at(int i, int j);
    }

    private static Node matrix(int rows, int columns, Element element) {
        return Constant.of(Tensor.generate(Shape.of(rows, columns), at -> element.at(at / columns, at % columns)));
    }

    @Override
    public Record attributes() {
        return new Asked(of);
    }

    private record Asked(Of of) {}

    @Override
    public Optional<Node> definition() {
        Node rows = Matrices.asRows(input(1));
        if (of == Of.EIGENVALUES) {
            Node v = new SymmetricEigen(input(0)).vectors();
            return Optional.of(v.multiply(rows).matMul(Matrices.transposed(v)));
        }
        Svd svd = new Svd(input(0));
        return Optional.of(svd.u().multiply(rows).matMul(Matrices.transposed(svd.v())));
    }

    @Override
    public List<String> operands() {
        return List.of("a", "w");
    }

    @Override
    public Notation notation() {
        String java = "new SpectralGradient({0}, {1}, SpectralGradient.Of." + of + ")";
        return of == Of.EIGENVALUES
                ? Notation.function("eigenvaluesGradient")
                        .java(java)
                        .numpy("(lambda v, u: (v * np.expand_dims(u, -2)) @ np.swapaxes(v, -1, -2))"
                                + "(np.linalg.eigh({0})[1], {1})")
                : Notation.function("singularValuesGradient")
                        .java(java)
                        .numpy("(lambda f, u: (f[0] * np.expand_dims(u, -2)) @ f[2])"
                                + "(np.linalg.svd({0}, full_matrices=False), {1})");
    }
}
