package dev.gradus.node;

import java.util.List;

/**
 * The index of the greatest element so far along an axis, the current element included, an integer stored as a double.
 * At a tie, it is the first index; −0 and +0 are equal. From the first NaN on, it is the index of that NaN.
 * {@code x.takeAlongAxis(indices, axis)} is the cumulative maximum; see {@link Scans#cumulativeMax}.
 *
 * <p>Piecewise constant, so the gradient is zero.
 */
public final class CumulativeArgMax extends AlongAxis {
    /**
     * The indices along this axis.
     *
     * @param axis negative values count from the end
     * @throws ShapeException if x has no such axis
     */
    public CumulativeArgMax(Node x, int axis) {
        super("CumulativeArgMax", x, axis, CumulativeArgMax::new);
    }

    @Override
    void line(double[] x, double[] out, int first, int step, int size) {
        int greatest = 0;
        for (int k = 0; k < size; k++) {
            double value = x[first + k * step];
            double before = x[first + greatest * step];
            if (value > before || (Double.isNaN(value) && !Double.isNaN(before))) {
                greatest = k;
            }
            out[first + k * step] = greatest;
        }
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(zero());
    }

    /** The NumPy code finds the last index so far at which an element exceeded all elements before it. */
    @Override
    public Notation notation() {
        String before = "np.insert(np.maximum.accumulate({0}, axis=" + axis + "), 0, -np.inf, axis=" + axis + ")["
                + ":, ".repeat(axis) + ":-1]";
        String indices =
                "np.arange(" + shape().size(axis) + ").reshape((-1,) + (1,) * " + (shape().rank() - 1 - axis) + ")";
        return Notation.function("cumulativeArgMax")
                .arguments(List.of("axis " + Axis.text(input(0).shape(), axis)))
                .java("new CumulativeArgMax({0}, " + axis + ")")
                .numpy("np.maximum.accumulate(np.where({0} > " + before + ", " + indices + ", 0), axis=" + axis + ")");
    }
}
