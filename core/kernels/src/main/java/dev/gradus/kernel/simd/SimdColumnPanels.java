package dev.gradus.kernel.simd;

import static dev.gradus.kernel.simd.Simd.LANES;
import static dev.gradus.kernel.simd.Simd.SPECIES;
import static dev.gradus.kernel.simd.SimdTiles.COLUMNS;

import dev.gradus.kernel.Scratch;
import jdk.incubator.vector.DoubleVector;

/**
 * A block of a product's right matrix as panels with contiguous rows, each as wide as a tile. Columns beyond the end of
 * the last panel have undefined values. If b is read only a few times, complete panels are not copied.
 */
final class SimdColumnPanels {
    /** The number of panels that are filled together, so that long pieces of each row are read. */
    private static final int TOGETHER = 8;

    private static final int EIGHT = 8;

    /** Copies that are read by no more tiles than two take longer than they save. */
    private static final int FEW_ROWS = 2 * SimdTiles.MOST_ROWS_AT_ANY_DISTANCE;

    private final Scratch copy = new Scratch();
    private double[] b = {};
    private int startOfB;
    private int innerOfB;
    private int columnOfB;
    private double[] panels = {};
    private int start;
    private int depth;

    /** The distance between panels in rows. If it were a power of two, they would compete for the same lines of the cache. */
    private int spread;

    private int inPlace;

    /** Sets the right matrix, one of whose strides is 1. */
    void of(double[] array, int startOfArray, int innerStride, int columnStride) {
        b = array;
        startOfB = startOfArray;
        innerOfB = innerStride;
        columnOfB = columnStride;
    }

    /**
     * Sets this block to {@code rows} rows and {@code columns} columns of the matrix.
     *
     * @param reads the number of rows of the left matrix
     */
    void take(int k, int rows, int column, int columns, int reads) {
        depth = rows;
        spread = rows + 1;
        start = startOfB + k * innerOfB + column * columnOfB;
        int whole = columns - columns % COLUMNS;
        inPlace = reads <= FEW_ROWS && columnOfB == 1 ? whole : 0;
        panels = copy.ofAtLeast((columns - inPlace + COLUMNS) * spread);
        if (columnOfB != 1) {
            for (int j = 0; j < whole; j += EIGHT) {
                copyColumns(start + j * columnOfB, j / COLUMNS * COLUMNS * spread + j % COLUMNS);
            }
        } else {
            for (int j = inPlace; j < whole; j += TOGETHER * COLUMNS) {
                copyRows(start + j, depth, Math.min(TOGETHER * COLUMNS, whole - j), (j - inPlace) * spread);
            }
        }
        if (whole < columns) {
            copyLast(start + whole * columnOfB, columns - whole, (whole - inPlace) * spread);
        }
    }

    /** Copies complete panels from rows. */
    private void copyRows(int begin, int rows, int columns, int to) {
        for (int k = 0; k < rows; k++) {
            int from = begin + k * innerOfB;
            int panel = to + k * COLUMNS;
            for (int j = 0; j < columns; j += COLUMNS) {
                DoubleVector.fromArray(SPECIES, b, from + j).intoArray(panels, panel);
                DoubleVector.fromArray(SPECIES, b, from + j + LANES).intoArray(panels, panel + LANES);
                panel += COLUMNS * spread;
            }
        }
    }

    /** Copies eight columns of a panel from contiguous columns of b. */
    private void copyColumns(int column0, int to) {
        double[] from = b;
        double[] panel = panels;
        int count = depth;
        int column1 = column0 + columnOfB;
        int column2 = column1 + columnOfB;
        int column3 = column2 + columnOfB;
        int column4 = column3 + columnOfB;
        int column5 = column4 + columnOfB;
        int column6 = column5 + columnOfB;
        int column7 = column6 + columnOfB;
        for (int k = 0; k < count; k++) {
            int row = to + k * COLUMNS;
            panel[row] = from[column0 + k];
            panel[row + 1] = from[column1 + k];
            panel[row + 2] = from[column2 + k];
            panel[row + 3] = from[column3 + k];
            panel[row + 4] = from[column4 + k];
            panel[row + 5] = from[column5 + k];
            panel[row + 6] = from[column6 + k];
            panel[row + 7] = from[column7 + k];
        }
    }

    /** Copies an incomplete panel. Its rows may be read beyond their end if enough elements follow. */
    private void copyLast(int begin, int columns, int to) {
        int rows = 0;
        if (columnOfB == 1 && b.length - begin >= COLUMNS) {
            rows = Math.min(depth, (b.length - begin - COLUMNS) / innerOfB + 1);
            copyRows(begin, rows, COLUMNS, to);
        }
        for (int j = 0; j < columns; j++) {
            int column = begin + j * columnOfB;
            for (int k = rows; k < depth; k++) {
                panels[to + k * COLUMNS + j] = b[column + k * innerOfB];
            }
        }
    }

    /** Returns whether the panel that begins with this column was not copied. */
    boolean isInPlace(int column) {
        return column < inPlace;
    }

    double[] array(int column) {
        return column < inPlace ? b : panels;
    }

    int start(int column) {
        return column < inPlace ? start + column : (column - inPlace) * spread;
    }

    int innerStride(int column) {
        return column < inPlace ? innerOfB : COLUMNS;
    }
}
