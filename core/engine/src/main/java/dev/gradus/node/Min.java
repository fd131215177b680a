package dev.gradus.node;

/**
 * The least element over some axes: (n, m) over axis 0 has shape (m), or (1, m) if the axes are kept. If an element is NaN, the
 * result is NaN; −0 is less than 0.
 *
 * <p>∂J/∂x is the upstream gradient where x is the least, and 0 elsewhere. At a tie, where the derivative does not exist, all
 * least elements share it equally. If the least element is NaN, the gradient is 0.
 */
public final class Min extends Extremum {
    /**
     * The least of all elements, of rank 0.
     *
     * @throws ShapeException if x has no elements
     */
    public Min(Node x) {
        this(x, ReducedAxes.all(x, false));
    }

    /**
     * The least elements over these axes; over none of them, which is x itself, if the array is empty.
     *
     * @param keepDims whether the axes stay, with size 1
     * @param axes negative ones count from the end
     * @throws ShapeException if x has no such axis, one is given twice, or there are no elements along them
     */
    public Min(Node x, boolean keepDims, int... axes) {
        this(x, ReducedAxes.of("Min", x, keepDims, axes));
    }

    private Min(Node x, ReducedAxes axes) {
        super("Min", x, axes);
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
    AxisReduction of(Node x, ReducedAxes axes) {
        return new Min(x, axes);
    }

    @Override
    public Notation notation() {
        return axes.notation("min", "np.min");
    }
}
