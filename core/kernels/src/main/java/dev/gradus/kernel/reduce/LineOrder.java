package dev.gradus.kernel.reduce;

import dev.gradus.kernel.math.Axes;
import dev.gradus.kernel.math.StableOrder;

/** The order of the numbers along an axis, with room for sorting. One thread at a time may use it. */
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

    /** Along this axis of an array of these sizes. */
    public static LineOrder along(int axis, boolean descending, int... sizes) {
        return new LineOrder(Axes.strides(sizes)[axis], descending, sizes[axis]);
    }

    /** The size of the room for sorting. */
    public long bytes() {
        return (long) Integer.BYTES * (order.length + spare.length);
    }

    /** Writes for each place the index of the number that comes there. */
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
