package dev.gradus.kernel.reduce;

import dev.gradus.kernel.math.Axes;
import dev.gradus.kernel.math.StableOrder;

/** Sorts the lines of an array along one axis, with its own scratch memory. Only one thread at a time may use it. */
public final class LineOrder {
    private final int step;
    private final boolean descending;
    private final int[] order;
    private final int[] spare;

    private LineOrder(int step, boolean descending, int size) {
        this.step = step;
        this.descending = descending;
        this.order = new int[size];
        this.spare = new int[size];
    }

    /** Creates the order along an axis of an array of these sizes. */
    public static LineOrder along(int axis, boolean descending, int... sizes) {
        return new LineOrder(Axes.strides(sizes)[axis], descending, sizes[axis]);
    }

    /** Returns the size of the scratch memory. */
    public long bytes() {
        return (long) Integer.BYTES * (order.length + spare.length);
    }

    /** Writes the indices that would sort each line. */
    public void argSort(double[] x, double[] out) {
        int size = order.length;
        for (int line = 0; line * size < out.length; line++) {
            int first = line / step * step * size + line % step;
            StableOrder.sort(x, first, step, descending, order, spare);
            for (int k = 0; k < size; k++) {
                out[first + k * step] = order[k];
            }
        }
    }
}
