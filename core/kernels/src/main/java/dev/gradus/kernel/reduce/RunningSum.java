package dev.gradus.kernel.reduce;

import dev.gradus.kernel.math.Axes;

/** Cumulative sums along an axis, added in order starting from 0. */
public final class RunningSum {
    private final int outer;
    private final int size;
    private final int inner;
    private final boolean exclusive;
    private final boolean reverse;

    private RunningSum(int outer, int size, int inner, boolean exclusive, boolean reverse) {
        this.outer = outer;
        this.size = size;
        this.inner = inner;
        this.exclusive = exclusive;
        this.reverse = reverse;
    }

    /**
     * Creates cumulative sums along an axis of an array of these sizes.
     *
     * @param exclusive whether each sum excludes its own element
     * @param reverse whether to sum from the end
     */
    public static RunningSum along(int axis, int[] sizes, boolean exclusive, boolean reverse) {
        return new RunningSum(
                Axes.elements(sizes, 0, axis),
                sizes[axis],
                Axes.elements(sizes, axis + 1, sizes.length),
                exclusive,
                reverse);
    }

    public void sum(double[] x, double[] out) {
        int step = reverse ? -inner : inner;
        for (int o = 0; o < outer; o++) {
            int at = (o * size + (reverse ? size - 1 : 0)) * inner;
            for (int k = 0; k < size; k++, at += step) {
                int added = exclusive ? at - step : at;
                for (int i = 0; i < inner; i++) {
                    double before = k == 0 ? 0.0 : out[at - step + i];
                    out[at + i] = k == 0 && exclusive ? before : before + x[added + i];
                }
            }
        }
    }
}
