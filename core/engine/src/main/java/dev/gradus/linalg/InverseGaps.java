package dev.gradus.linalg;

import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The matrices with elements 1 / (λ_j − λ_i) for vectors λ (…, n), on which derivatives of eigenvectors depend. An element
 * is 0 on the diagonal, and where two values are equal up to rounding, |λ_j − λ_i| ≤ 4 n ε max |λ| with ε = 2⁻⁵². Computed
 * eigenvalues have an error of about n ε times the norm of their matrix, which is max |λ|, so such a gap is meaningless.
 *
 * <p>A second input m only verifies that 0 is correct there, where a rule multiplies the element by m_ij − m_ji.
 *
 * <p>∂J/∂λ is the row sums of (∂J/∂this − (∂J/∂this)ᵀ) ∗ this², element by element.
 */
public final class InverseGaps extends Op {
    /** The tolerance of equal numbers, in units of n max |λ|. */
    private static final double EQUAL = 4 * 0x1p-52;

    /** The maximum effect of rounding on an m_ij − m_ji that is 0, in units of the greatest m. */
    private static final double EQUAL_SUMS = 0x1p-13;

    /** The maximum effect of rounding on an m_ij that is 0, in units of the greatest m. */
    private static final double ZERO_SUM = 0x1p-40;

    /** The kind of function that m belongs to, which determines when 0 is wrong for equal values. */
    public enum Of {
        /** A function of the values alone. It is not symmetric in them if m_ij ≠ m_ji. */
        VALUES,
        /**
         * A function of the vectors alone. It depends on the choice of vectors in a plane if m_ij ≠ m_ji. If all of m is 0,
         * as for a tangent with an unspecified upstream gradient, this cannot be determined.
         */
        VECTORS,
        /** A function of the values alone, in a body that does not show how m depends on them. */
        HIDDEN,
        /** A function of both. The limit of the quotient depends on m's dependence on the values, which m does not show. */
        BOTH
    }

    private final Of of;

    /**
     * Computes the inverse differences of the elements of each vector.
     *
     * @throws ShapeException if λ has rank 0
     */
    public InverseGaps(Node lambda) {
        super(shape(lambda), lambda);
        this.of = Of.VALUES;
    }

    /**
     * Computes the inverse differences, and throws where 0 would be wrong.
     *
     * @param m of the shape of this
     * @param of what m's quotients are a function of
     * @throws ShapeException if λ has rank 0, or m has another shape
     */
    public InverseGaps(Node lambda, Node m, Of of) {
        super(shape(lambda, m), lambda, m);
        this.of = Objects.requireNonNull(of, "of");
    }

    private static Shape shape(Node lambda, Node m) {
        Objects.requireNonNull(m, "m");
        Shape shape = shape(lambda);
        if (!m.shape().equals(shape)) {
            throw new ShapeException("InverseGaps: " + m.describe() + " must have the shape " + shape
                    + ", an element for each two of " + lambda.describe());
        }
        return shape;
    }

    private static Shape shape(Node lambda) {
        Objects.requireNonNull(lambda, "lambda");
        if (lambda.shape().isScalar()) {
            throw new ShapeException("InverseGaps: " + lambda.describe() + " has rank 0, but a vector has rank 1");
        }
        int[] sizes = lambda.shape().sizes();
        int[] square = Arrays.copyOf(sizes, sizes.length + 1);
        square[sizes.length] = sizes[sizes.length - 1];
        return Shape.of(square);
    }

    /**
     * Divides 1 by each difference.
     *
     * @throws MatrixValueException if m shows that there is no derivative at equal elements
     */
    @Override
    public void forward(double[][] in, double[] out) {
        int n = shape().size(-1);
        for (int vector = 0; vector * n < in[0].length; vector++) {
            double threshold = EQUAL * n * greatest(in[0], vector * n, n);
            double greatest = in.length == 1 ? 0 : greatest(in[1], vector * n * n, n * n);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    double gap = in[0][vector * n + j] - in[0][vector * n + i];
                    boolean isEqual = i == j || Math.abs(gap) <= threshold;
                    int at = (vector * n + i) * n + j, mirrored = (vector * n + j) * n + i;
                    out[at] = isEqual ? 0 : 1 / gap;
                    if (isEqual && i < j && in.length > 1 && isWrong(in[1][at], in[1][mirrored], greatest)) {
                        throw MatrixValueException.repeated(
                                this, vector, i, j, in[0][vector * n + i], in[0][vector * n + j], consequence());
                    }
                }
            }
        }
    }

    private boolean isWrong(double one, double other, double greatest) {
        return switch (of) {
            case VALUES -> Math.abs(one - other) > EQUAL_SUMS * greatest;
            case HIDDEN -> true;
            case VECTORS -> greatest == 0 || Math.abs(one - other) > EQUAL_SUMS * greatest;
            case BOTH -> greatest == 0 || Math.max(Math.abs(one), Math.abs(other)) > ZERO_SUM * greatest;
        };
    }

    private String consequence() {
        return switch (of) {
            case VALUES ->
                "a function has a second derivative only if it depends on equal values alike, and smoothly on singular"
                        + " values of 0";
            case HIDDEN ->
                "a second derivative needs to know how the gradient by the values depends on them, but it is an input."
                        + " Compute them in the loop or checkpoint that computes the function of them, or neither there";
            case VECTORS, BOTH ->
                "their vectors have no derivative; functions of the values alone have two if they take them from"
                        + " LinearAlgebra.eigvalsh or LinearAlgebra.svdvals";
        };
    }

    private static double greatest(double[] numbers, int from, int count) {
        double greatest = 0;
        for (int i = from; i < from + count; i++) {
            greatest = Math.max(greatest, Math.abs(numbers[i]));
        }
        return greatest;
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node difference = upstream.subtract(Matrices.transposed(upstream));
        Node ofLambda = difference.multiply(this).multiply(this).sum(-1);
        return inputs().size() == 1 ? List.of(ofLambda) : List.of(ofLambda, zero());
    }

    @Override
    public InverseGaps withInputs(List<Node> inputs) {
        checkCount(inputs);
        return inputs.size() == 1 ? new InverseGaps(inputs.get(0)) : new InverseGaps(inputs.get(0), inputs.get(1), of);
    }

    @Override
    public Record attributes() {
        return new Checked(of);
    }

    private record Checked(Of of) {}

    @Override
    public List<String> operands() {
        return List.of("λ", "m").subList(0, inputs().size());
    }

    @Override
    public Notation notation() {
        int n = shape().size(-1);
        return Notation.function("inverseGaps")
                .java("new InverseGaps({0})")
                .numpy("(lambda gaps, equal: np.where(equal, 0.0, 1 / np.where(equal, 1.0, gaps)))"
                        + "(*(lambda x: (lambda gaps: (gaps, (np.abs(gaps) <= " + 4 * n
                        + " * 2.0**-52 * np.max(np.abs(x), -1, initial=0.0)[..., None, None]) | (np.eye(" + n
                        + ") == 1)))(np.expand_dims(x, -2) - np.expand_dims(x, -1)))({0}))");
    }
}
