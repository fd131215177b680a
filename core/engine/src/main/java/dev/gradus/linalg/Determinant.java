package dev.gradus.linalg;

import dev.gradus.kernel.math.Elementary;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import dev.gradus.node.ShapeException;
import java.util.List;
import java.util.Objects;

/**
 * The determinant of each matrix of a batch, or a part of it. The determinant is the product of the pivots of Gaussian
 * elimination, in their order. Its logarithm is the sum of their logarithms, which neither overflows nor underflows.
 *
 * <p>∂J/∂a = ∂J/∂this det A A⁻ᵀ for the determinant, ∂J/∂this A⁻ᵀ for its logarithm, and 0 for its sign, which is constant
 * where it is not 0. If A is singular, the determinant is 0 and computing a gradient throws.
 */
public final class Determinant extends Op {
    /** The part of the determinant to compute. */
    public enum Part {
        /** det A. */
        VALUE,
        /** ln |det A|, −∞ for a singular matrix. */
        LOG_MAGNITUDE,
        /** 1, −1, or 0 for a singular matrix. */
        SIGN
    }

    private final Part part;

    /**
     * Computes one number for each matrix of a (…, n, n).
     *
     * @throws ShapeException if they are not square
     */
    public Determinant(Node a, Part part) {
        super(Matrices.batch(Matrices.square("Determinant", a)), a, in -> new Determinant(in, part));
        this.part = Objects.requireNonNull(part, "part");
    }

    /** Returns the computed part. */
    public Part part() {
        return part;
    }

    @Override
    public void forward(double[][] in, double[] out) {
        int n = input(0).shape().size(-1);
        for (int matrix = 0; matrix < out.length; matrix++) {
            Elimination lu = Elimination.of(in[0], matrix * n * n, n);
            out[matrix] = of(part, lu.factors, n, lu.firstZero() >= 0, lu.isOdd);
        }
    }

    /**
     * Computes the part from the factors L U of a matrix.
     *
     * @param factors the factors in one array
     * @param n the number of rows
     * @param isSingular whether there is a pivot 0
     * @param isOdd whether the number of row swaps is odd
     */
    public static double of(Part part, double[] factors, int n, boolean isSingular, boolean isOdd) {
        double value = part == Part.LOG_MAGNITUDE ? 0 : isOdd ? -1 : 1;
        if (isSingular) {
            return part == Part.LOG_MAGNITUDE ? Double.NEGATIVE_INFINITY : 0;
        }
        for (int i = 0; i < n; i++) {
            double pivot = factors[i * n + i];
            value = switch (part) {
                case VALUE -> value * pivot;
                case LOG_MAGNITUDE -> value + Elementary.log(Math.abs(pivot));
                case SIGN -> value * Math.signum(pivot);
            };
        }
        return value;
    }

    @Override
    public List<Node> backward(Node upstream) {
        if (part == Part.SIGN) {
            return List.of(zero());
        }
        Node scale = part == Part.VALUE ? upstream.multiply(this) : upstream;
        Node inverse = Matrices.transposed(new Inverse(input(0)));
        return List.of(Matrices.asMatrices(scale).multiply(inverse));
    }

    @Override
    public Record attributes() {
        return new Asked(part);
    }

    private record Asked(Part part) {}

    @Override
    public Notation notation() {
        return switch (part) {
            case VALUE ->
                Notation.function("det").java("LinearAlgebra.det({0})").numpy("np.linalg.det({0})");
            case LOG_MAGNITUDE ->
                Notation.function("logdet")
                        .java("LinearAlgebra.logDeterminant({0})")
                        .numpy("np.linalg.slogdet({0})[1]");
            case SIGN ->
                Notation.function("signdet")
                        .java("LinearAlgebra.signOfDeterminant({0})")
                        .numpy("np.linalg.slogdet({0})[0]");
        };
    }
}
