package dev.gradus.kernel.move;

import dev.gradus.kernel.math.Axes;
import java.util.Arrays;

/** Access to single elements of an array along an axis, by an index for each, worked out once. */
public final class AlongAxis {
    private final int outer;
    private final int size;
    private final int inner;
    private final int count;

    private AlongAxis(int outer, int size, int inner, int count) {
        this.outer = outer;
        this.size = size;
        this.inner = inner;
        this.count = count;
    }

    /** This number of indices along this axis of an array of these sizes, for each place in the other axes. */
    public static AlongAxis of(int axis, int[] sizes, int count) {
        return new AlongAxis(
                Axes.elements(sizes, 0, axis), sizes[axis], Axes.elements(sizes, axis + 1, sizes.length), count);
    }

    /** out[…, j, i] = x[…, index_ji, i]. */
    public void take(double[] x, double[] index, double[] out) {
        int at = 0;
        for (int o = 0; o < outer; o++) {
            for (int j = 0; j < count; j++) {
                for (int i = 0; i < inner; i++, at++) {
                    out[at] = x[(o * size + (int) index[at]) * inner + i];
                }
            }
        }
    }

    /** out[…, index_ji, i] += updates[…, j, i], from zeros and in the order of j. */
    public void scatterAdd(double[] updates, double[] index, double[] out) {
        Arrays.fill(out, 0.0);
        int at = 0;
        for (int o = 0; o < outer; o++) {
            for (int j = 0; j < count; j++) {
                for (int i = 0; i < inner; i++, at++) {
                    out[(o * size + (int) index[at]) * inner + i] += updates[at];
                }
            }
        }
    }
}
