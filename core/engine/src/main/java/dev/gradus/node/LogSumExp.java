package dev.gradus.node;

import dev.gradus.kernel.math.Maximum;
import java.util.List;

/**
 * ln Σ eˣ over some axes: (n, m) over axis 0 has shape (m), or (1, m) with the axes kept. It is computed as m + ln Σ
 * e^(x−m) with m the greatest element, so it does not overflow. Of nothing it is −∞, and so it is where all elements are
 * −∞; ∞ where one is ∞.
 *
 * <p>∂J/∂x = ∂J/∂this ∗ e^(x−m) / Σ e^(x−m), the softmax of x. At infinite elements it is the limit from equal finite
 * ones: elements that are ∞ share ∂J/∂this equally, and so do all if all are −∞. So do all as well if one is NaN.
 */
public final class LogSumExp extends AxisReduction {
    /** The logarithm of the sum over all elements, of rank 0. */
    public LogSumExp(Node x) {
        this(x, ReducedAxes.all(x, false));
    }

    /**
     * The logarithms of the sums over these axes; over none of them, which is x itself, if the array is empty.
     *
     * @param keepDims whether the axes stay, with size 1
     * @param axes negative ones count from the end
     * @throws ShapeException if x has no such axis, or one is given twice
     */
    public LogSumExp(Node x, boolean keepDims, int... axes) {
        this(x, ReducedAxes.of("LogSumExp", x, keepDims, axes));
    }

    private LogSumExp(Node x, ReducedAxes axes) {
        super(x, axes);
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
        // Any constant instead of m gives the same softmax, so no derivative is lost by stopping at it.
        Node m = axes.aligned(axes.max(input(0)).stopGradient());
        Node difference = input(0).subtract(m);
        // ∞ − ∞ is the difference of an element that is the greatest.
        Node exp =
                difference.equal(difference).where(difference, Constant.of(0)).exp();
        Node share = upstream.divide(axes.sum(exp));
        Node softmax = input(0).subtract(axes.aligned(this)).exp();
        return List.of(new TextbookForm(
                exp.multiply(axes.aligned(share)), axes.aligned(upstream).multiply(softmax)));
    }

    @Override
    AxisReduction of(Node x, ReducedAxes axes) {
        return new LogSumExp(x, axes);
    }

    @Override
    public Notation notation() {
        Notation notation = axes.notation("logSumExp", "np.logaddexp.reduce");
        return axes.areAll() && !axes.keepDims() ? notation.numpy("np.logaddexp.reduce({0}, axis=None)") : notation;
    }
}
