package dev.gradus.node;

import dev.gradus.kernel.math.Maximum;
import java.util.List;

/**
 * ln Σ eˣ over some axes: (n, m) over axis 0 has shape (m), or (1, m) if the axes are kept. It is computed as m + ln Σ
 * e^(x−m), where m is the greatest element, so it does not overflow. The result is −∞ if there are no elements or all
 * are −∞, and ∞ if one is ∞.
 *
 * <p>∂J/∂x = ∂J/∂this ∗ e^(x−m) / Σ e^(x−m), the softmax of x. Infinite elements get the limit for equal finite ones:
 * elements that are ∞ share ∂J/∂this equally, and so do all elements if all are −∞ or one is NaN.
 */
public final class LogSumExp extends AxisReduction {
    /** The logarithm of the sum over all elements, of rank 0. */
    public LogSumExp(Node x) {
        this(x, false, Axis.all(x));
    }

    /**
     * The logarithms of the sums over these axes. An empty array reduces no axis, so the value is x.
     *
     * @param keepDims whether the reduced axes are kept with size 1
     * @param axes negative values count from the end
     * @throws ShapeException if x has no such axis, or an axis is repeated
     */
    public LogSumExp(Node x, boolean keepDims, int... axes) {
        super("LogSumExp", x, keepDims, axes);
    }

    @Override
    double reduce(double[] x) {
        if (x.length == 0) {
            return Double.NEGATIVE_INFINITY;
        }
        int index = Maximum.index(x, 0, x.length);
        return Double.isFinite(x[index]) ? x[index] + Maximum.excess(x, 0, x.length, index) : x[index];
    }

    @Override
    public List<Node> backward(Node upstream) {
        if (axes.count() == 0) {
            return List.of(axes.spread(upstream));
        }
        // The softmax does not depend on m, so treating m as a constant loses no derivative.
        Node m = axes.aligned(axes.max(input(0)).stopGradient());
        Node difference = input(0).subtract(m);
        // ∞ − ∞ = NaN means that the element equals the greatest one.
        Node exp =
                difference.equal(difference).where(difference, Constant.of(0)).exp();
        Node share = upstream.divide(axes.sum(exp));
        Node softmax = input(0).subtract(axes.aligned(this)).exp();
        return List.of(new TextbookForm(
                exp.multiply(axes.aligned(share)), axes.aligned(upstream).multiply(softmax)));
    }

    @Override
    AxisReduction of(Node x, boolean keepDims, int... axes) {
        return new LogSumExp(x, keepDims, axes);
    }

    @Override
    public Notation notation() {
        Notation notation = axes.notation("logSumExp", "np.logaddexp.reduce");
        return axes.areAll() && !axes.keepDims() ? notation.numpy("np.logaddexp.reduce({0}, axis=None)") : notation;
    }
}
