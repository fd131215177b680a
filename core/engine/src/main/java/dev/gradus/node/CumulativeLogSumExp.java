package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;

/**
 * ln Σ_{j≤i} e^(x_j) along an axis, for each index i. Each element x updates the result s as max(s, x) + ln(1 + e^(−|s
 * − x|)), so nothing overflows, and elements of very different magnitudes are handled accurately. As long as all
 * elements are −∞, the result is −∞.
 *
 * <p>With s for this node, ∂J/∂x_j = e^(x_j − s_j) t_j with t_j = ∂J/∂s_j + e^(s_j − s_{j+1}) t_{j+1}, a
 * {@link LinearRecurrence} from the end. The exponents are at most 0 because s never decreases. Where both terms of an
 * exponent are infinite and equal, e^0 = 1 is used instead of NaN.
 */
public final class CumulativeLogSumExp extends AlongAxis {
    /**
     * The logarithms along this axis.
     *
     * @param axis negative values count from the end
     * @throws ShapeException if x has no such axis
     */
    public CumulativeLogSumExp(Node x, int axis) {
        super("CumulativeLogSumExp", x, axis, CumulativeLogSumExp::new);
    }

    @Override
    void line(double[] x, double[] out, int first, int step, int size) {
        double sum = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < size; k++) {
            sum = logOfSum(sum, x[first + k * step]);
            out[first + k * step] = sum;
        }
    }

    private static double logOfSum(double a, double b) {
        return a == b && Double.isInfinite(a) ? a : Math.max(a, b) + Elementary.log1p(Elementary.exp(-Math.abs(a - b)));
    }

    @Override
    public List<Node> backward(Node upstream) {
        int size = shape().size(axis);
        int one = Math.min(1, size);
        Node ratios = ratio(slice(axis, 0, size - one), slice(axis, one, size)).pad(axis, 0, one);
        Node later = new LinearRecurrence(ratios, upstream, axis, true);
        return List.of(ratio(input(0), this).multiply(later));
    }

    /** e^(a − b), and 1 where the difference is NaN. */
    private static Node ratio(Node a, Node b) {
        Node difference = a.subtract(b);
        return difference.equal(difference).where(difference, Constant.of(0)).exp();
    }

    @Override
    public Notation notation() {
        return Notation.function("cumulativeLogSumExp")
                .arguments(List.of("axis " + Axis.text(input(0).shape(), axis)))
                .java("new CumulativeLogSumExp({0}, " + axis + ")")
                .numpy("np.logaddexp.accumulate({0}, axis=" + axis + ")");
    }
}
