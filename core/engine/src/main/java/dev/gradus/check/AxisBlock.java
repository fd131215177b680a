package dev.gradus.check;

import dev.gradus.kernel.math.Axes;
import dev.gradus.tensor.Shape;
import java.util.Arrays;

/**
 * The elements of an array that one element of another array influences: along some axes all of them, along others only
 * those at one of that element's indices.
 */
final class AxisBlock {
    /** Marks an axis that the block spans completely. */
    static final int ALL = -1;

    private final int[] axes;
    private final int[] strides;
    private final int[] offsets;
    private final int whole;

    /** @param axes for each axis, the axis of the moving element whose index fixes it, or ALL */
    AxisBlock(Shape shape, int[] axes) {
        this(shape, axes, Axes.strides(shape.sizes()));
    }

    private AxisBlock(Shape shape, int[] axes, int[] strides) {
        this.axes = axes;
        this.strides = strides;
        this.offsets = Axes.offsets(sizes(shape, axes), strides);
        this.whole = shape.elements();
    }

    /** Locates this block in an array that contains only a larger block of the same shape. */
    static AxisBlock inside(Shape shape, int[] axes, int[] largerAxes) {
        int[] strides = Axes.strides(sizes(shape, largerAxes));
        for (int axis = 0; axis < strides.length; axis++) {
            strides[axis] = largerAxes[axis] == ALL ? strides[axis] : 0;
        }
        return new AxisBlock(shape, axes, strides);
    }

    static int[] sizes(Shape shape, int[] axes) {
        int[] sizes = shape.sizes();
        for (int axis = 0; axis < sizes.length; axis++) {
            sizes[axis] = axes[axis] == ALL ? sizes[axis] : 1;
        }
        return sizes;
    }

    int elements() {
        return offsets.length;
    }

    /** Returns where the block begins in its array, for an element at this index. */
    int start(int[] index) {
        int start = 0;
        for (int axis = 0; axis < axes.length; axis++) {
            start += axes[axis] == ALL ? 0 : index[axes[axis]] * strides[axis];
        }
        return start;
    }

    void gather(double[] array, int[] index, double[] block) {
        if (block.length == whole) {
            System.arraycopy(array, 0, block, 0, whole);
            return;
        }
        int start = start(index);
        for (int i = 0; i < offsets.length; i++) {
            block[i] = array[start + offsets[i]];
        }
    }

    void scatter(double[] block, int start, double[] array) {
        for (int i = 0; i < offsets.length; i++) {
            array[start + offsets[i]] = block[i];
        }
    }

    static int[] everything(Shape shape) {
        int[] axes = new int[shape.rank()];
        Arrays.fill(axes, ALL);
        return axes;
    }
}
