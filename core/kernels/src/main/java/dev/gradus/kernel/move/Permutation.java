package dev.gradus.kernel.move;

import dev.gradus.kernel.math.Axes;

/** Permutes the axes of an array, with precomputed strides. */
public final class Permutation {
    private final int[] sizes;
    private final int[] strides;

    private Permutation(int[] sizes, int[] strides) {
        this.sizes = sizes;
        this.strides = strides;
    }

    /** Creates a permutation of an array of these sizes: axis i of the result is axis {@code axes[i]}. */
    public static Permutation of(int[] sizes, int... axes) {
        int[] strides = Axes.strides(sizes);
        int[] newSizes = new int[axes.length];
        int[] newStrides = new int[axes.length];
        for (int axis = 0; axis < axes.length; axis++) {
            newSizes[axis] = sizes[axes[axis]];
            newStrides[axis] = strides[axes[axis]];
        }
        return new Permutation(newSizes, newStrides);
    }

    public void apply(double[] x, double[] out) {
        int last = sizes.length - 1;
        int inner = last < 0 ? 1 : sizes[last];
        int step = last < 0 ? 0 : strides[last];
        for (int row = 0, o = 0; o < out.length; row++, o += inner) {
            int start = Axes.offset(row, sizes, strides, Math.max(last, 0));
            for (int j = 0; j < inner; j++) {
                out[o + j] = x[start + j * step];
            }
        }
    }
}
