package dev.gradus.node;

import dev.gradus.kernel.math.StableOrder;
import java.util.List;

/**
 * The index of the most frequent element along an axis, an integer as a double: (n, m) along axis 0 has shape (m). Of equally
 * frequent elements the least one, of equal ones the first; both zeros are equal, and every NaN differs from all others.
 *
 * <p>Constant but for its jumps, so the gradient is zero. {@link Orders#mode} has the element itself.
 */
public final class ArgMode extends IndexReduction {
    /**
     * The indices along this axis, which disappears.
     *
     * @param axis a negative one counts from the end
     * @throws ShapeException if x has no such axis, or there are no elements along it
     */
    public ArgMode(Node x, int axis) {
        super("ArgMode", x, axis, "count");
    }

    @Override
    ArgMode of(Node x) {
        return new ArgMode(x, axis());
    }

    /** In order equal elements are adjacent, the first of them first. */
    @Override
    int index(double[] x) {
        int[] order = new int[x.length];
        StableOrder.sort(x, 0, 1, false, order, new int[x.length]);
        int best = 0, most = 0;
        for (int start = 0, end; start < x.length; start = end) {
            end = start + 1;
            while (end < x.length && x[order[end]] == x[order[start]]) {
                end++;
            }
            if (end - start > most) {
                most = end - start;
                best = order[start];
            }
        }
        return best;
    }

    @Override
    public Notation notation() {
        return Notation.function("argMode")
                .arguments(List.of("axis " + Axis.text(input(0).shape(), axis())))
                .java("new ArgMode({0}, " + axis() + ")")
                .numpy(
                        "np.apply_along_axis(lambda v: (lambda u, i, c: i[np.argmax(c)])(*np.unique(v, return_index=True, "
                                + "return_counts=True)), " + axis() + ", {0})");
    }
}
