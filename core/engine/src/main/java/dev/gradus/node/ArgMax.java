package dev.gradus.node;

import dev.gradus.kernel.math.Maximum;
import java.util.List;

/**
 * The index of the greatest element along an axis, an integer as a double: (n, m) along axis 0 has shape (m). The first
 * one at a tie, the two zeros being equal; the first NaN if there is one.
 *
 * <p>Constant but for its jumps, so the gradient is zero.
 */
public final class ArgMax extends IndexReduction {
    /**
     * The indices along this axis, which disappears.
     *
     * @param axis a negative one counts from the end
     * @throws ShapeException if x has no such axis, or there are no elements along it
     */
    public ArgMax(Node x, int axis) {
        super("ArgMax", x, axis, "compare");
    }

    @Override
    ArgMax of(Node x) {
        return new ArgMax(x, axis());
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
