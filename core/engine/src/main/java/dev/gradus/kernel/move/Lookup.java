package dev.gradus.kernel.move;

import dev.gradus.kernel.math.Axes;
import java.util.Arrays;

/** Access to the slices of an array along an axis by their indices, worked out once. */
public final class Lookup {
    private final int outer;
    private final int size;
    private final int inner;
    private final int indices;

    private Lookup(int outer, int size, int inner, int indices) {
        this.outer = outer;
        this.size = size;
        this.inner = inner;
        this.indices = indices;
    }

    /** This number of indices along this axis of an array of these sizes. */
    public static Lookup along(int axis, int[] sizes, int indices) {
        return new Lookup(
                Axes.elements(sizes, 0, axis), sizes[axis], Axes.elements(sizes, axis + 1, sizes.length), indices);
    }

    /** out[…, j, …] = x[…, index_j, …]. */
    public void gather(double[] x, double[] index, double[] out) {
        for (int o = 0; o < outer; o++) {
            for (int j = 0; j < indices; j++) {
                System.arraycopy(x, slice(o, index[j]), out, (o * indices + j) * inner, inner);
            }
        }
    }

    /** out[…, index_j, …] += updates[…, j, …], from zeros and in the order of j. */
    public void scatterAdd(double[] updates, double[] index, double[] out) {
        Arrays.fill(out, 0.0);
        for (int o = 0; o < outer; o++) {
            for (int j = 0; j < indices; j++) {
                int from = (o * indices + j) * inner;
                int to = slice(o, index[j]);
                for (int i = 0; i < inner; i++) {
                    out[to + i] += updates[from + i];
                }
            }
        }
    }

    private int slice(int row, double index) {
        return (row * size + (int) index) * inner;
    }
}
