package dev.gradus.kernel.product;

import dev.gradus.kernel.math.Axes;
import java.util.Arrays;

/**
 * The windows that a kernel sees of a padded plane: for each position and each of the kernel's elements a place in it. Copies
 * go row by row along the last axis.
 */
final class Windows {
    private final int[] sizes;
    private final int[] padded;
    private final int[] low;

    private final int positionsInRow;
    private final int positionStep;
    private final int[] positionRows;
    private final int tapsInRow;
    private final int tapStep;
    private final int[] tapRows;

    /** All arrays have a number for each spatial axis, of which there is at least one. */
    Windows(int[] sizes, int[] low, int[] high, int[] positions, int[] stride, int[] taps, int[] dilation) {
        int axes = sizes.length;
        this.sizes = sizes;
        this.low = low;
        padded = new int[axes];
        Arrays.setAll(padded, axis -> sizes[axis] + low[axis] + high[axis]);
        int last = axes - 1;
        positionsInRow = positions[last];
        positionStep = stride[last];
        positionRows = rows(positions, stride);
        tapsInRow = taps[last];
        tapStep = dilation[last];
        tapRows = rows(taps, dilation);
    }

    /** Where in the padded plane each row begins. */
    private int[] rows(int[] counts, int[] steps) {
        int[] strides = Axes.strides(padded);
        for (int axis = 0; axis < strides.length; axis++) {
            strides[axis] *= steps[axis];
        }
        int[] heads = Arrays.copyOf(counts, counts.length - 1);
        return Axes.offsets(heads, Arrays.copyOf(strides, heads.length));
    }

    int positions() {
        return positionRows.length * positionsInRow;
    }

    int taps() {
        return tapRows.length * tapsInRow;
    }

    int plane() {
        return Axes.elements(sizes, 0, sizes.length);
    }

    int paddedPlane() {
        return Axes.elements(padded, 0, padded.length);
    }

    boolean isPadded() {
        return Arrays.stream(low).anyMatch(zeros -> zeros != 0) || !Arrays.equals(sizes, padded);
    }

    /** Whether each position sees one element and the positions are all elements, so that a plane is its own windows. */
    boolean isPlane() {
        return !isPadded() && taps() == 1 && positions() == plane();
    }

    /** Whether rows of taps are longer than rows of positions. */
    boolean hasLongerRowsOfTaps() {
        return tapsInRow > positionsInRow;
    }

    /** Copies a plane with zeros around it, or without what a negative padding leaves out. */
    void pad(double[] x, int at, double[] to, int atTo) {
        Arrays.fill(to, atTo, atTo + paddedPlane(), 0.0);
        pad(x, at, to, atTo, 0);
    }

    private void pad(double[] x, int at, double[] to, int atTo, int axis) {
        int from = Math.max(0, -low[axis]);
        int end = Math.min(sizes[axis], padded[axis] - low[axis]);
        if (axis == sizes.length - 1) {
            if (end > from) {
                System.arraycopy(x, at + from, to, atTo + from + low[axis], end - from);
            }
            return;
        }
        int inner = Axes.elements(sizes, axis + 1, sizes.length);
        int innerOfPadded = Axes.elements(padded, axis + 1, sizes.length);
        for (int i = from; i < end; i++) {
            pad(x, at + i * inner, to, atTo + (i + low[axis]) * innerOfPadded, axis + 1);
        }
    }

    int rowsOfPositions() {
        return positionRows.length;
    }

    int positionsInRow() {
        return positionsInRow;
    }

    /** For each element of the kernel the positions of some rows, one after the other. */
    void byTaps(double[] plane, int at, int fromRow, int toRow, double[] to, int atTo) {
        int place = atTo;
        for (int tapRow : tapRows) {
            for (int t = 0; t < tapsInRow; t++) {
                int first = at + tapRow + t * tapStep;
                for (int row = fromRow; row < toRow; row++) {
                    copyRow(plane, first + positionRows[row], positionStep, to, place, positionsInRow);
                    place += positionsInRow;
                }
            }
        }
    }

    /** For each position all the kernel's elements, which begin {@code distance} after those of the position before. */
    void byPositions(double[] plane, int at, double[] to, int atTo, int distance) {
        int start = atTo;
        for (int positionRow : positionRows) {
            for (int p = 0; p < positionsInRow; p++) {
                int first = at + positionRow + p * positionStep;
                int place = start;
                for (int tapRow : tapRows) {
                    copyRow(plane, first + tapRow, tapStep, to, place, tapsInRow);
                    place += tapsInRow;
                }
                start += distance;
            }
        }
    }

    private static void copyRow(double[] plane, int from, int step, double[] to, int at, int count) {
        if (step == 1) {
            System.arraycopy(plane, from, to, at, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            to[at + i] = plane[from + i * step];
        }
    }
}
