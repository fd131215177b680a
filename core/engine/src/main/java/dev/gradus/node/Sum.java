package dev.gradus.node;

import java.util.List;

/**
 * Σ x over some axes: (n, m) summed over axis 0 has shape (m), or (1, m) with the axes kept. The sum of nothing is 0.
 *
 * <p>Every element went into one sum with weight 1, so ∂J/∂x is the upstream gradient, repeated along those axes.
 */
public final class Sum extends AxisReduction {
    /** The sum of all elements, of rank 0. */
    public Sum(Node x) {
        this(x, ReducedAxes.all(x, false));
    }

    /**
     * The sums over these axes; over none of them, which is x itself, if the array is empty.
     *
     * @param keepDims whether the axes stay, with size 1
     * @param axes negative ones count from the end
     * @throws ShapeException if x has no such axis, or one is given twice
     */
    public Sum(Node x, boolean keepDims, int... axes) {
        this(x, ReducedAxes.of("Sum", x, keepDims, axes));
    }

    private Sum(Node x, ReducedAxes axes) {
        super(x, axes);
    }

    @Override
    double reduce(double[] x) {
        return sum(x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(axes.spread(upstream));
    }

    @Override
    AxisReduction of(Node x, ReducedAxes axes) {
        return new Sum(x, axes);
    }

    @Override
    public Dependence dependence() {
        return Dependence.SUM;
    }

    @Override
    public Notation notation() {
        return axes.notation("sum", "np.sum");
    }
}
