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
        if (!ofElements) {
            gather(x, index, out, 0, 0, out.length);
            return;
        }
        for (int o = 0; o < outer; o++) {
            for (int j = 0; j < count; j++) {
                int at = (o * count + j) * inner;
                for (int i = 0; i < inner; i++) {
                    out[at + i] = x[slice(o, index[at + i]) + i];
                }
            }
        }
    }

    /** Copies the elements {@code from} to {@code to} − 1 of gathered slices to {@code out}, beginning at {@code at}. */
    public void gather(double[] x, double[] index, double[] out, int at, int from, int to) {
        int end;
        for (int element = from; element < to; element = end) {
            int line = element / inner;
            int row = line / count;
            if (inner == 1) {
                end = Math.min(to, (row + 1) * count);
                int base = row * size;
                int shift = at - from;
                int first = row * count;
                for (int i = element; i < end; i++) {
                    out[shift + i] = x[base + (int) index[i - first]];
                }
            } else {
                int within = element - line * inner;
                end = Math.min(to, (line + 1) * inner);
                System.arraycopy(
                        x, slice(row, index[line - row * count]) + within, out, at + element - from, end - element);
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
                    add(updates, from, out, slice(o, index[j]));
                }
            }
        }
    }

    /** Adds a slice, four elements at a time, because most are too short for a loop over vectors. */
    private void add(double[] updates, int from, double[] out, int to) {
        int i = 0;
        for (; i + 4 <= inner; i += 4) {
            out[to + i] += updates[from + i];
            out[to + i + 1] += updates[from + i + 1];
            out[to + i + 2] += updates[from + i + 2];
            out[to + i + 3] += updates[from + i + 3];
        }
        for (; i < inner; i++) {
            out[to + i] += updates[from + i];
        }
    }

    private int slice(int row, double index) {
        return (row * size + (int) index) * inner;
    }
}
