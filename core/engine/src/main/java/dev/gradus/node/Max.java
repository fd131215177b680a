package dev.gradus.node;

/**
 * The greatest element over some axes: (n, m) over axis 0 has shape (m), or (1, m) with the axes kept. A NaN among the
 * elements makes it NaN; of the two zeros, −0 is the lesser one.
 *
 * <p>∂J/∂x is the upstream gradient where x is the greatest, 0 elsewhere. At a tie, where the derivative does not exist,
 * all elements that are the greatest share it equally. Where the greatest is NaN it is 0.
 */
public final class Max extends Extremum {
    /**
     * The greatest of all elements, of rank 0.
     *
     * @throws ShapeException if x has no elements
     */
    public Max(Node x) {
        this(x, ReducedAxes.all(x, false));
    }

    /**
     * The greatest elements over these axes; over none of them, which is x itself, if the array is empty.
     *
     * @param keepDims whether the axes stay, with size 1
     * @param axes negative ones count from the end
     * @throws ShapeException if x has no such axis, one is given twice, or there are no elements along them
     */
    public Max(Node x, boolean keepDims, int... axes) {
        this(x, ReducedAxes.of("Max", x, keepDims, axes));
    }

    private Max(Node x, ReducedAxes axes) {
        super("Max", x, axes);
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
    AxisReduction of(Node x, ReducedAxes axes) {
        return new Max(x, axes);
    }

    @Override
    public Notation notation() {
        return axes.notation("max", "np.max");
    }
}
