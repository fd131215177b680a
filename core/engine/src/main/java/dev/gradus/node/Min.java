package dev.gradus.node;

/**
 * The least element over some axes: (n, m) over axis 0 has shape (m), or (1, m) if the axes are kept. If an element is
 * NaN, the result is NaN; −0 is less than +0.
 *
 * <p>∂J/∂x is the upstream gradient where x is the least, and 0 elsewhere. At a tie, where the derivative does not
 * exist, all least elements share it equally. If the least element is NaN, the gradient is 0.
 */
public final class Min extends Extremum {
    /**
     * The least of all elements, of rank 0.
     *
     * @throws ShapeException if x has no elements
     */
    public Min(Node x) {
        this(x, false, Axis.all(x));
    }

    /**
     * The least elements over these axes. An empty array reduces no axis, so the value is x.
     *
     * @param keepDims whether the reduced axes are kept with size 1
     * @param axes negative values count from the end
     * @throws ShapeException if x has no such axis, an axis is repeated, or there are no elements along the axes
     */
    public Min(Node x, boolean keepDims, int... axes) {
        super("Min", x, keepDims, axes);
    }

    @Override
    double reduce(double[] x) {
        double least = x[0];
        for (double value : x) {
            least = Math.min(least, value);
        }
        return least;
    }

    @Override
    AxisReduction of(Node x, boolean keepDims, int... axes) {
        return new Min(x, keepDims, axes);
    }

    @Override
    public Notation notation() {
        return axes.notation("min", "np.min");
    }
}
