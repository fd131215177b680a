package dev.gradus.kernel.move;

import dev.gradus.kernel.math.Axes;
import java.util.Arrays;

/** The elements of an array that a strided slice or a permutation of the axes selects, with precomputed strides. */
public final class StridedIndex {
    /** A matrix is transposed this many columns at a time, so that the lines of the cache that they are in stay there. */
    private static final int COLUMNS = 256;

    private final int start;
    private final int[] counts;
    private final int[] strides;

    private StridedIndex(int start, int[] counts, int[] strides) {
        this.start = start;
        this.counts = counts;
        this.strides = strides;
    }

    /**
     * Creates the index of a slice of an array of these sizes.
     *
     * @param first the first index along each axis
     * @param step the distances along each axis, which may be negative
     * @param counts the number of elements along each axis, all of which must lie within the array
     */
    public static StridedIndex in(int[] sizes, int[] first, int[] step, int[] counts) {
        int[] strides = Axes.strides(sizes);
        int start = 0;
        for (int axis = 0; axis < sizes.length; axis++) {
            start += first[axis] * strides[axis];
            strides[axis] *= step[axis];
        }
        return new StridedIndex(start, counts, strides);
    }

    /** Creates the index that permutes the axes of an array of these sizes: axis i of the grid is axis {@code axes[i]}. */
    public static StridedIndex permuted(int[] sizes, int... axes) {
        int[] strides = Axes.strides(sizes);
        int[] newSizes = new int[axes.length];
        int[] newStrides = new int[axes.length];
        for (int axis = 0; axis < axes.length; axis++) {
            newSizes[axis] = sizes[axes[axis]];
            newStrides[axis] = strides[axes[axis]];
        }
        return new StridedIndex(0, newSizes, newStrides);
    }

    /** Copies the selected elements to the grid. */
    public void extract(double[] array, double[] grid) {
        int last = counts.length - 1;
        if (last > 0 && 0 < strides[last - 1] && strides[last - 1] < strides[last]) {
            transpose(array, grid, last);
            return;
        }
        int inner = last < 0 ? 1 : counts[last];
        int step = last < 0 ? 0 : strides[last];
        for (int row = 0, g = 0; g < grid.length; row++, g += inner) {
            int from = start + Axes.offset(row, counts, strides, Math.max(last, 0));
            if (step == 1) {
                System.arraycopy(array, from, grid, g, inner);
            } else {
                extract(array, from, step, grid, g, inner);
            }
        }
    }

    /** Extracts matrices whose rows are closer together in the array than their columns. */
    private void transpose(double[] array, double[] grid, int last) {
        int rows = counts[last - 1];
        int columns = counts[last];
        for (int matrix = 0, g = 0; g < grid.length; matrix++, g += rows * columns) {
            int from = start + Axes.offset(matrix, counts, strides, last - 1);
            for (int column = 0; column < columns; column += COLUMNS) {
                int first = from + column * strides[last];
                int count = Math.min(COLUMNS, columns - column);
                for (int row = 0; row < rows; row++) {
                    extract(
                            array,
                            first + row * strides[last - 1],
                            strides[last],
                            grid,
                            g + row * columns + column,
                            count);
                }
            }
        }
    }

    private static void extract(double[] array, int from, int step, double[] grid, int to, int count) {
        for (int i = 0; i < count; i++) {
            grid[to + i] = array[from + i * step];
        }
    }

    /** Copies the grid to the selected elements and sets all others to 0. */
    public void embed(double[] grid, double[] array) {
        Arrays.fill(array, 0.0);
        int last = counts.length - 1;
        int inner = last < 0 ? 1 : counts[last];
        int step = last < 0 ? 0 : strides[last];
        for (int row = 0, g = 0; g < grid.length; row++, g += inner) {
            int to = start + Axes.offset(row, counts, strides, Math.max(last, 0));
            if (step == 1) {
                System.arraycopy(grid, g, array, to, inner);
                continue;
            }
            for (int j = 0; j < inner; j++) {
                array[to + j * step] = grid[g + j];
            }
        }
    }
}
