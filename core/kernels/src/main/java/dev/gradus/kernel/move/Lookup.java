package dev.gradus.kernel.move;

import dev.gradus.kernel.math.Axes;
import java.util.Arrays;

/** Gathers from or scatters to an array along one axis by indices, one for each slice or one for each element. */
public final class Lookup {
    private final int outer;
    private final int size;
    private final int inner;
    private final int count;
    private final boolean ofElements;

    private Lookup(int axis, int[] sizes, int count, boolean ofElements) {
        this.outer = Axes.elements(sizes, 0, axis);
        this.size = sizes[axis];
        this.inner = Axes.elements(sizes, axis + 1, sizes.length);
        this.count = count;
        this.ofElements = ofElements;
    }

    /** Creates a lookup of {@code count} slices along an axis of an array of these sizes. */
    public static Lookup ofSlices(int axis, int[] sizes, int count) {
        return new Lookup(axis, sizes, count, false);
    }

    /** Creates a lookup of {@code count} elements along an axis, separately for each index of the other axes. */
    public static Lookup ofElements(int axis, int[] sizes, int count) {
        return new Lookup(axis, sizes, count, true);
    }

    /** Computes out[…, j, i] = x[…, index_j, i], or x[…, index_ji, i] for elements. */
    public void gather(double[] x, double[] index, double[] out) {
        for (int o = 0; o < outer; o++) {
            for (int j = 0; j < count; j++) {
                int at = (o * count + j) * inner;
                if (ofElements) {
                    for (int i = 0; i < inner; i++) {
                        out[at + i] = x[slice(o, index[at + i]) + i];
                    }
                } else if (inner == 1) {
                    out[at] = x[slice(o, index[j])];
                } else {
                    System.arraycopy(x, slice(o, index[j]), out, at, inner);
                }
            }
        }
    }

    /** Computes out[…, index_j, i] += updates[…, j, i] from zeros in the order of j, or with index_ji for elements. */
    public void scatterAdd(double[] updates, double[] index, double[] out) {
        Arrays.fill(out, 0.0);
        for (int o = 0; o < outer; o++) {
            for (int j = 0; j < count; j++) {
                int from = (o * count + j) * inner;
                if (ofElements) {
                    for (int i = 0; i < inner; i++) {
                        out[slice(o, index[from + i]) + i] += updates[from + i];
                    }
                } else {
                    int to = slice(o, index[j]);
                    for (int i = 0; i < inner; i++) {
                        out[to + i] += updates[from + i];
                    }
                }
            }
        }
    }

    private int slice(int row, double index) {
        return (row * size + (int) index) * inner;
    }
}
