package dev.gradus.node;

import dev.gradus.kernel.math.StableOrder;
import java.util.List;

/**
 * The index of the most frequent element along an axis, an integer stored as a double: (n, m) along axis 0 has shape
 * (m). Among equally frequent elements, the least one is chosen, and the index is that of its first occurrence. −0 and
 * +0 are equal; every NaN differs from all other elements.
 *
 * <p>Piecewise constant, so the gradient is zero. {@link Orders#mode} also returns the element.
 */
public final class ArgMode extends IndexReduction {
    /**
     * The index of the most frequent element along this axis, which is removed.
     *
     * @param axis negative values count from the end
     * @throws ShapeException if x has no such axis, or the axis is empty
     */
    public ArgMode(Node x, int axis) {
        super("ArgMode", x, axis, "count", ArgMode::new);
    }

    /** Sorting makes equal elements adjacent, in their original order. */
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
