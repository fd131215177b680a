package dev.gradus.kernel.math;

/** The layout of row-major arrays. */
public final class Axes {
    private Axes() {}

    /** Returns the number of elements along the axes {@code from} to {@code to} − 1. */
    public static int elements(int[] sizes, int from, int to) {
        int elements = 1;
        for (int axis = from; axis < to; axis++) {
            elements *= sizes[axis];
        }
        return elements;
    }

    public static int[] strides(int[] sizes) {
        int[] strides = new int[sizes.length];
        int stride = 1;
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= sizes[axis];
        }
        return strides;
    }

    /** Returns the strides of an operand along the axes of the target, 0 where the operand is repeated. */
    public static int[] broadcastStrides(int[] sizes, int[] target) {
        int[] own = strides(sizes);
        int[] strides = new int[target.length];
        int shift = target.length - sizes.length;
        for (int axis = 0; axis < sizes.length; axis++) {
            strides[axis + shift] = sizes[axis] == 1 ? 0 : own[axis];
        }
        return strides;
    }

    /** Returns the offset of an element by its row-major index within the first {@code axes} axes. */
    public static int offset(int index, int[] sizes, int[] strides, int axes) {
        int offset = 0;
        int rest = index;
        for (int axis = axes - 1; axis > 0; axis--) {
            offset += rest % sizes[axis] * strides[axis];
            rest /= sizes[axis];
        }
        return axes > 0 ? offset + rest * strides[0] : 0;
    }

    /** Returns the offsets of all elements, in row-major order. */
    public static int[] offsets(int[] sizes, int[] strides) {
        int[] offsets = new int[elements(sizes, 0, sizes.length)];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = offset(i, sizes, strides, sizes.length);
        }
        return offsets;
    }
}
