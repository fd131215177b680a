package dev.gradus.node;

/**
 * The greatest element over some axes: (n, m) over axis 0 has shape (m), or (1, m) if the axes are kept. If an element
 * is NaN, the result is NaN; −0 is less than +0.
 *
 * <p>∂J/∂x is the upstream gradient where x is the greatest, and 0 elsewhere. At a tie, where the derivative does not
 * exist, all greatest elements share it equally. If the greatest element is NaN, the gradient is 0.
 */
public final class Max extends Extremum {
    /**
     * The greatest of all elements, of rank 0.
     *
     * @throws ShapeException if x has no elements
     */
    public Max(Node x) {
        this(x, false, Axis.all(x));
    }

    /**
     * The greatest elements over these axes. An empty array reduces no axis, so the value is x.
     *
     * @param keepDims whether the reduced axes are kept with size 1
     * @param axes negative values count from the end
     * @throws ShapeException if x has no such axis, an axis is repeated, or there are no elements along the axes
     */
    public Max(Node x, boolean keepDims, int... axes) {
        super("Max", x, keepDims, axes);
    }

    @Override
    double reduce(double[] x) {
        double greatest = x[0];
        for (double value : x) {
            greatest = Math.max(greatest, value);
        }
        return greatest;
    }

    @Override
    AxisReduction of(Node x, boolean keepDims, int... axes) {
        return new Max(x, keepDims, axes);
    }

    @Override
    public Notation notation() {
        return axes.notation("max", "np.max");
    }
}
