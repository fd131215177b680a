package dev.gradus.node;

import java.util.List;

/**
 * The mean (1/n) Σ x over some axes, where n is the number of elements along them: (n, m) over axis 0 has shape (m), or
 * (1, m) if the axes are kept.
 *
 * <p>∂J/∂x is the upstream gradient / n, repeated along those axes.
 */
public final class Mean extends AxisReduction {
    /**
     * The mean of all elements, of rank 0.
     *
     * @throws ShapeException if x has no elements
     */
    public Mean(Node x) {
        this(x, false, Axis.all(x));
    }

    /**
     * The means over these axes. An empty array reduces no axis, so the value is x.
     *
     * @param keepDims whether the reduced axes are kept with size 1
     * @param axes negative values count from the end
     * @throws ShapeException if x has no such axis, an axis is repeated, or there are no elements along the axes
     */
    public Mean(Node x, boolean keepDims, int... axes) {
        super("Mean", x, keepDims, axes);
        this.axes.requireElements("Mean", x, "average");
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
    AxisReduction of(Node x, boolean keepDims, int... axes) {
        return new Mean(x, keepDims, axes);
    }

    @Override
    public Notation notation() {
        return axes.notation("mean", "np.mean");
    }
}
