package dev.gradus.node;

import java.util.List;

/**
 * Σ x over some axes: (n, m) over axis 0 has shape (m), or (1, m) if the axes are kept. The sum of no elements is 0.
 *
 * <p>∂J/∂x is the upstream gradient, repeated along those axes.
 */
public final class Sum extends AxisReduction {
    /** The sum of all elements, of rank 0. */
    public Sum(Node x) {
        this(x, false, Axis.all(x));
    }

    /**
     * The sums over these axes. An empty array reduces no axis, so the value is x.
     *
     * @param keepDims whether the reduced axes are kept with size 1
     * @param axes negative values count from the end
     * @throws ShapeException if x has no such axis, or an axis is repeated
     */
    public Sum(Node x, boolean keepDims, int... axes) {
        super("Sum", x, keepDims, axes);
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
    AxisReduction of(Node x, boolean keepDims, int... axes) {
        return new Sum(x, keepDims, axes);
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
