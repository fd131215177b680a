package dev.gradus.node;

import java.util.List;

/**
 * The mean (1/n) Σ x over some axes with n elements together: (n, m) averaged over axis 0 has shape (m), or (1, m) with
 * the axes kept.
 *
 * <p>Every element went into one mean with weight 1/n, so ∂J/∂x is the upstream gradient / n, repeated along those axes.
 */
public final class Mean extends AxisReduction {
    /**
     * The mean of all elements, of rank 0.
     *
     * @throws ShapeException if x has no elements
     */
    public Mean(Node x) {
        this(x, ReducedAxes.all(x, false));
    }

    /**
     * The means over these axes; over none of them, which is x itself, if the array is empty.
     *
     * @param keepDims whether the axes stay, with size 1
     * @param axes negative ones count from the end
     * @throws ShapeException if x has no such axis, one is given twice, or there are no elements along them
     */
    public Mean(Node x, boolean keepDims, int... axes) {
        this(x, ReducedAxes.of("Mean", x, keepDims, axes));
    }

    private Mean(Node x, ReducedAxes axes) {
        super(x, axes);
        axes.requireElements("Mean", x, "average");
    }

    @Override
    double reduce(double[] x) {
        return sum(x) / x.length;
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(axes.spread(upstream.divide(axes.count())));
    }

    @Override
    AxisReduction of(Node x, ReducedAxes axes) {
        return new Mean(x, axes);
    }

    @Override
    public Notation notation() {
        return axes.notation("mean", "np.mean");
    }
}
