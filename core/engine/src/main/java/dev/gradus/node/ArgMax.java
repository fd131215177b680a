package dev.gradus.node;

import dev.gradus.kernel.math.Maximum;
import java.util.List;

/**
 * The index of the greatest element along an axis, an integer stored as a double: (n, m) along axis 0 has shape (m). At
 * a tie, the first index is returned; −0 and +0 are equal. If there are NaNs, the result is the index of the first NaN.
 *
 * <p>Piecewise constant, so the gradient is zero.
 */
public final class ArgMax extends IndexReduction {
    /**
     * The index of the greatest element along this axis, which is removed.
     *
     * @param axis negative values count from the end
     * @throws ShapeException if x has no such axis, or the axis is empty
     */
    public ArgMax(Node x, int axis) {
        super("ArgMax", x, axis, "compare", ArgMax::new);
    }

    @Override
    int index(double[] x) {
        return Maximum.index(x, 0, x.length);
    }

    @Override
    public Notation notation() {
        return Notation.function("argMax")
                .arguments(List.of("axis " + Axis.text(input(0).shape(), axis())))
                .java("{0}.argMax(" + axis() + ")")
                .numpy("np.argmax({0}, axis=" + axis() + ")");
    }
}
