package dev.gradus.node;

import dev.gradus.kernel.math.Magnitude;
import dev.gradus.kernel.math.Sums;
import java.util.List;

/**
 * The Euclidean norm √Σ x² over some axes: (n, m) over axis 0 has shape (m), or (1, m) if the axes are kept. Over both
 * axes of a matrix it is the Frobenius norm. The elements are scaled by a power of two before they are squared, so the
 * norm is infinite only if the mathematical value overflows, and 0 only if all elements are 0.
 *
 * <p>∂J/∂x = ∂J/∂this ∗ x / this. Where all elements are 0, the subgradient is 0.
 */
public final class Norm extends AxisReduction {
    /** The norm of all elements, of rank 0. */
    public Norm(Node x) {
        this(x, false, Axis.all(x));
    }

    /**
     * The norms over these axes. An empty array reduces no axis, so the value is |x|.
     *
     * @param keepDims whether the reduced axes are kept with size 1
     * @param axes negative values count from the end
     * @throws ShapeException if x has no such axis, or an axis is repeated
     */
    public Norm(Node x, boolean keepDims, int... axes) {
        super("Norm", x, keepDims, axes);
    }

    @Override
    double reduce(double[] x) {
        double greatest = 0;
        for (double value : x) {
            greatest = Math.max(greatest, Math.abs(value));
        }
        if (!(greatest > 0) || greatest == Double.POSITIVE_INFINITY) {
            return greatest;
        }
        int exponent = Magnitude.exponent(greatest);
        double[] squares = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double scaled = Magnitude.scaled(x[i], exponent);
            squares[i] = scaled * scaled;
        }
        return Math.scalb(Math.sqrt(Sums.of(squares)), exponent);
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node norm = axes.aligned(this);
        Node isZero = norm.equal(0);
        Node direction = isZero.where(Constant.of(0), input(0).divide(isZero.where(Constant.of(1), norm)));
        return List.of(new TextbookForm(direction, input(0).divide(norm)).multiply(axes.aligned(upstream)));
    }

    @Override
    AxisReduction of(Node x, boolean keepDims, int... axes) {
        return new Norm(x, keepDims, axes);
    }

    @Override
    public Notation notation() {
        Notation notation = axes.notation("norm", "");
        String numpy = axes.notation("sum", "np.sum").numpy().replace("{0}", "{0} * {0}");
        return notation.numpy("np.sqrt(" + numpy + ")");
    }
}
