package dev.gradus.kernel;

/** Row-major positions and indices, computed by one division for each axis. */
public final class Positions {
    private Positions() {}

    public static int elements(int... sizes) {
        int elements = 1;
        for (int size : sizes) {
            elements *= size;
        }
        return elements;
    }

    public static int[] index(int position, int... sizes) {
        int[] index = new int[sizes.length];
        int rest = position;
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            index[axis] = rest % sizes[axis];
            rest /= sizes[axis];
        }
        return index;
    }

    public static int position(int[] index, int... sizes) {
        int position = 0;
        for (int axis = 0; axis < sizes.length; axis++) {
            position = position * sizes[axis] + index[axis];
        }
        return position;
    }
}
