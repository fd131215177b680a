package dev.gradus.node;

import dev.gradus.kernel.math.Magnitude;
import dev.gradus.kernel.math.Sums;
import java.util.List;

/**
 * The Euclidean norm √Σ x² over some axes: (n, m) over axis 0 has shape (m), or (1, m) with the axes kept; over both axes
 * of a matrix it is the Frobenius norm. Very large and very small numbers are scaled by a power of two before they are
 * squared, so that it is infinite only where the mathematical value overflows, and 0 only where all elements are 0.
 *
 * <p>∂J/∂x = ∂J/∂this ∗ x / this, the direction of x. Where all elements are 0 there is no direction, and the sub-gradient
 * taken is 0.
 */
public final class Norm extends AxisReduction {
    /** The norm of all elements, of rank 0. */
    public Norm(Node x) {
        this(x, ReducedAxes.all(x, false));
    }

    /**
     * The norms over these axes; over none of them, which is |x|, if the array is empty.
     *
     * @param keepDims whether the axes stay, with size 1
     * @param axes negative ones count from the end
     * @throws ShapeException if x has no such axis, or one is given twice
     */
    public Norm(Node x, boolean keepDims, int... axes) {
        this(x, ReducedAxes.of("Norm", x, keepDims, axes));
    }

    private Norm(Node x, ReducedAxes axes) {
        super(x, axes);
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
    AxisReduction of(Node x, ReducedAxes axes) {
        return new Norm(x, axes);
    }

    @Override
    public Notation notation() {
        Notation notation = axes.notation("norm", "");
        String numpy = axes.notation("sum", "np.sum").numpy().replace("{0}", "{0} * {0}");
        return notation.numpy("np.sqrt(" + numpy + ")");
    }
}
