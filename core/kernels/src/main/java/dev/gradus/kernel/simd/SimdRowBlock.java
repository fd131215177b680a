package dev.gradus.kernel.simd;

import static dev.gradus.kernel.simd.Simd.LANES;
import static dev.gradus.kernel.simd.Simd.SPECIES;
import static dev.gradus.kernel.simd.SimdTiles.MOST_ROWS;

import dev.gradus.kernel.Scratch;
import jdk.incubator.vector.DoubleVector;

/**
 * A block of a product's left matrix as panels of a tile's height, contiguous in the order in which a tile reads them.
 * Rows beyond the end of the last panel have undefined values.
 */
final class SimdRowBlock {
    /** Up to this number of columns, rows are read too rarely for a copy to pay off. */
    private static final int FEW_COLUMNS = LANES == 8 ? 64 : 32;

    private static final int FOUR = 4;

    private final Scratch copy = new Scratch();
    private double[] a = {};
    private int startOfA;
    private int rowOfA;
    private int innerOfA;
    private double[] panels = {};
    private int depth;

    /** The distance between panels in columns; {@link SimdColumnPanels} explains why it is larger than the depth. */
    private int spread;

    private int start;
    private boolean inPlace;

    /** Sets the left matrix, one of whose strides is 1. */
    void of(double[] array, int startOfArray, int rowStride, int innerStride) {
        a = array;
        startOfA = startOfArray;
        rowOfA = rowStride;
        innerOfA = innerStride;
    }

    /**
     * Sets this block to {@code rows} rows and {@code columns} columns of the matrix.
     *
     * @param reads the number of columns of the right matrix
     */
    void take(int row, int rows, int k, int columns, int reads) {
        depth = columns;
        spread = columns + 1;
        start = startOfA + row * rowOfA + k * innerOfA;
        inPlace = reads <= FEW_COLUMNS && innerOfA == 1;
        if (inPlace) {
            return;
        }
        panels = copy.ofAtLeast((rows + MOST_ROWS) * spread);
        if (rowOfA == 1) {
            copyColumns(start, rows);
        } else {
            for (int i = 0; i < rows; i += FOUR) {
                copyFourRows(start + i * rowOfA, Math.min(FOUR, rows - i) - 1, start(i));
            }
        }
    }

    private void copyColumns(int from, int rows) {
        int whole = rows - rows % MOST_ROWS;
        for (int k = 0; k < depth; k++) {
            int column = from + k * innerOfA;
            copyPanels(a, column, whole, panels, k * MOST_ROWS, MOST_ROWS * spread);
            System.arraycopy(a, column + whole, panels, whole * spread + k * MOST_ROWS, rows - whole);
        }
    }

    /** Copies with vectors, which overlap if the rows of a panel are not a multiple of their length. */
    private static void copyPanels(double[] a, int from, int rows, double[] panels, int at, int panel) {
        int to = at;
        for (int i = from; i < from + rows; i += MOST_ROWS) {
            DoubleVector.fromArray(SPECIES, a, i).intoArray(panels, to);
            DoubleVector.fromArray(SPECIES, a, i + MOST_ROWS - LANES).intoArray(panels, to + MOST_ROWS - LANES);
            to += panel;
        }
    }

    /** Copies four contiguous rows of a. If there are fewer, the last row is repeated. */
    private void copyFourRows(int row0, int last, int to) {
        double[] from = a;
        double[] panel = panels;
        int count = depth;
        int row1 = row0 + Math.min(1, last) * rowOfA;
        int row2 = row0 + Math.min(2, last) * rowOfA;
        int row3 = row0 + last * rowOfA;
        int column = to;
        int k = 0;
        for (; k < count - 1; k += 2) {
            panel[column] = from[row0 + k];
            panel[column + 1] = from[row1 + k];
            panel[column + 2] = from[row2 + k];
            panel[column + 3] = from[row3 + k];
            panel[column + MOST_ROWS] = from[row0 + k + 1];
            panel[column + MOST_ROWS + 1] = from[row1 + k + 1];
            panel[column + MOST_ROWS + 2] = from[row2 + k + 1];
            panel[column + MOST_ROWS + 3] = from[row3 + k + 1];
            column += 2 * MOST_ROWS;
        }
        if (k < count) {
            panel[column] = from[row0 + k];
            panel[column + 1] = from[row1 + k];
            panel[column + 2] = from[row2 + k];
            panel[column + 3] = from[row3 + k];
        }
    }

    /** Returns whether the rows of a were not copied. */
    boolean isInPlace() {
        return inPlace;
    }

    double[] array() {
        return inPlace ? a : panels;
    }

    int start(int row) {
        return inPlace ? start + row * rowOfA : row / MOST_ROWS * MOST_ROWS * spread + row % MOST_ROWS;
    }

    /** Returns the stride from row to row, if the block is in place. */
    int rowStride() {
        return rowOfA;
    }
}
