package dev.gradus.kernel.simd;

import static dev.gradus.kernel.simd.Simd.LANES;
import static dev.gradus.kernel.simd.Simd.SPECIES;
import static dev.gradus.kernel.simd.SimdTiles.COLUMNS;
import static dev.gradus.kernel.simd.SimdTiles.FEWEST_ROWS;
import static dev.gradus.kernel.simd.SimdTiles.MOST_ROWS;

import dev.gradus.kernel.MatrixProduct;
import dev.gradus.kernel.math.Blocks;
import jdk.incubator.vector.DoubleVector;

/**
 * Matrix products on vectors. They are computed in blocks, so that repeated reads hit a cache (Goto and van de Geijn,
 * "Anatomy of high-performance matrix multiplication", 2008), and within a block in tiles. A vector contains adjacent
 * elements of a row, so each element is accumulated in the order of k.
 *
 * <p>If a is stored transposed, a product with few columns is computed as its transpose, bᵀ @ aᵀ, because tiles waste fewer rows than
 * columns.
 */
final class SimdProduct {
    /**
     * The inner size of a block. Larger blocks load and store the sums less often; smaller ones keep a panel of b in
     * the first-level cache.
     */
    private static final int BLOCK_OF_INNER = 192;

    /** The rows of a block, chosen so that a block of a fits into the second-level cache. */
    private static final int BLOCK_OF_ROWS = 6 * MOST_ROWS;

    private static final int BLOCK_OF_COLUMNS = 512;

    /** The initial value of the sums. */
    private static final double[] ZEROS = new double[COLUMNS];

    private final SimdRowBlock rowsOfA = new SimdRowBlock();
    private final SimdColumnPanels panelsOfB = new SimdColumnPanels();
    private final double[] partOfTile = new double[Math.max(MOST_ROWS, SimdRowTiles.NARROW_ROWS) * COLUMNS];

    private double[] out = {};
    private int rowOfOut;
    private int columnOfOut;
    private int depth;
    private boolean first;

    /** Computes the rows {@code from} to {@code to} − 1 of out = a @ b or out += a @ b. The inner size is 0 only in the warm-up. */
    void multiply(
            MatrixProduct product,
            double[] a,
            int atA,
            double[] b,
            int atB,
            double[] result,
            int at,
            int from,
            int to) {
        int rows = to - from;
        int columns = product.columns();
        int startOfA = atA + from * product.rowStrideOfA();
        int startOfOut = at + from * product.stepOfOut();
        out = result;
        if (product.rowStrideOfA() == 1 && isTransposed(rows, columns)) {
            rowsOfA.of(b, atB, product.columnStrideOfB(), product.innerStrideOfB());
            panelsOfB.of(a, startOfA, product.innerStrideOfA(), product.rowStrideOfA());
            rowOfOut = 1;
            columnOfOut = product.stepOfOut();
            multiply(columns, product.inner(), rows, product.adds(), startOfOut);
        } else {
            rowsOfA.of(a, startOfA, product.rowStrideOfA(), product.innerStrideOfA());
            panelsOfB.of(b, atB, product.innerStrideOfB(), product.columnStrideOfB());
            rowOfOut = product.stepOfOut();
            columnOfOut = 1;
            multiply(rows, product.inner(), columns, product.adds(), startOfOut);
        }
    }

    private static boolean isTransposed(int rows, int columns) {
        return columns <= MOST_ROWS
                && (long) roundedUp(columns, FEWEST_ROWS) * roundedUp(rows, COLUMNS)
                        < (long) roundedUp(rows, FEWEST_ROWS) * roundedUp(columns, COLUMNS);
    }

    private static int roundedUp(int size, int multiple) {
        return Blocks.count(size, multiple) * multiple;
    }

    private void multiply(int rows, int inner, int columns, boolean adds, int at) {
        int blockOfInner = Blocks.count(inner, Math.max(1, Blocks.count(inner, BLOCK_OF_INNER)));
        int height, width;
        for (int j = 0; j < columns; j += width) {
            width = Math.min(BLOCK_OF_COLUMNS, columns - j);
            int k = 0;
            do {
                depth = Math.min(blockOfInner, inner - k);
                first = k == 0 && !adds;
                panelsOfB.take(k, depth, j, width, rows);
                for (int i = 0; i < rows; i += height) {
                    height = Math.min(BLOCK_OF_ROWS, rows - i);
                    rowsOfA.take(i, height, k, depth, columns);
                    addBlock(height, width, at + i * rowOfOut + j * columnOfOut);
                }
                k += depth;
            } while (k < inner);
        }
    }

    /** Computes out += a @ b for a block of each matrix. */
    private void addBlock(int rows, int columns, int at) {
        boolean isNarrow = rowsOfA.isInPlace() && columns <= LANES;
        int mostColumns = isNarrow ? LANES : COLUMNS;
        for (int j = 0; j < columns; j += mostColumns) {
            int width = Math.min(mostColumns, columns - j);
            int height;
            for (int i = 0; i < rows; i += height) {
                height = Math.min(mostRows(isNarrow, i, j), rows - i);
                int place = at + i * rowOfOut + j * columnOfOut;
                if (width == mostColumns && height == rowsOfTile(height, isNarrow) && columnOfOut == 1) {
                    addTile(i, height, j, isNarrow, out, place, rowOfOut);
                } else {
                    addPart(i, height, j, width, isNarrow, place);
                }
            }
        }
    }

    /** Returns the most rows of a tile that begins here. A tile that reads a panel of a ends with it. */
    private int mostRows(boolean isNarrow, int row, int column) {
        if (isNarrow) {
            return SimdRowTiles.NARROW_ROWS;
        }
        if (panelsOfB.isInPlace(column)) {
            return rowsOfA.isInPlace()
                    ? SimdRowTiles.FEWEST_WIDE_ROWS
                    : Math.min(SimdTiles.MOST_ROWS_AT_ANY_DISTANCE, MOST_ROWS - row % MOST_ROWS);
        }
        return rowsOfA.isInPlace() ? SimdRowTiles.WIDE_ROWS : MOST_ROWS;
    }

    /** Returns the number of rows of the tile that computes {@code rows} rows. */
    private int rowsOfTile(int rows, boolean isNarrow) {
        return rowsOfA.isInPlace() ? SimdRowTiles.rowsOfTile(rows, isNarrow) : roundedUp(rows, FEWEST_ROWS);
    }

    /** Computes a tile and stores only this number of its rows and columns, perhaps transposed. */
    private void addPart(int row, int rows, int column, int columns, boolean isNarrow, int at) {
        if (!first) {
            copy(out, at, rowOfOut, columnOfOut, partOfTile, 0, COLUMNS, 1, rows, columns);
        }
        addTile(row, rows, column, isNarrow, partOfTile, 0, COLUMNS);
        if (depth > 0) {
            copy(partOfTile, 0, COLUMNS, 1, out, at, rowOfOut, columnOfOut, rows, columns);
        }
    }

    private void addTile(int row, int rows, int column, boolean isNarrow, double[] to, int at, int rowOfTo) {
        if (rowsOfA.isInPlace()) {
            addTileInPlace(row, rows, column, isNarrow, to, at, rowOfTo);
            return;
        }
        SimdTiles.add(
                roundedUp(rows, FEWEST_ROWS),
                rowsOfA.array(),
                rowsOfA.start(row),
                panelsOfB.array(column),
                panelsOfB.start(column),
                panelsOfB.innerStride(column),
                depth,
                first ? ZEROS : to,
                first ? 0 : at,
                first ? 0 : rowOfTo,
                to,
                at,
                rowOfTo);
    }

    private void addTileInPlace(int row, int rows, int column, boolean isNarrow, double[] to, int at, int rowOfTo) {
        SimdRowTiles.add(
                rows,
                isNarrow,
                rowsOfA.array(),
                rowsOfA.start(row),
                rowsOfA.rowStride(),
                panelsOfB.array(column),
                panelsOfB.start(column),
                panelsOfB.innerStride(column),
                depth,
                first ? ZEROS : to,
                first ? 0 : at,
                first ? 0 : rowOfTo,
                to,
                at,
                rowOfTo);
    }

    private static void copy(
            double[] from,
            int start,
            int rowOfFrom,
            int columnOfFrom,
            double[] to,
            int at,
            int rowOfTo,
            int columnOfTo,
            int rows,
            int columns) {
        if (columnOfFrom == columnOfTo && columns >= LANES) {
            copyRows(from, start, rowOfFrom, to, at, rowOfTo, rows, columns - LANES);
            return;
        }
        for (int i = 0; i < rows; i += FEWEST_ROWS) {
            int last = Math.min(FEWEST_ROWS, rows - i) - 1;
            copyFourRows(
                    from,
                    start + i * rowOfFrom,
                    rowOfFrom,
                    columnOfFrom,
                    to,
                    at + i * rowOfTo,
                    rowOfTo,
                    columnOfTo,
                    last,
                    columns);
        }
    }

    /** Copies two vectors of each row, which may overlap. */
    private static void copyRows(
            double[] from, int start, int rowOfFrom, double[] to, int at, int rowOfTo, int rows, int second) {
        for (int i = 0; i < rows; i++) {
            int row = start + i * rowOfFrom;
            int rowTo = at + i * rowOfTo;
            DoubleVector.fromArray(SPECIES, from, row).intoArray(to, rowTo);
            DoubleVector.fromArray(SPECIES, from, row + second).intoArray(to, rowTo + second);
        }
    }

    /** Copies four rows. If there are fewer, the last row is copied repeatedly. */
    private static void copyFourRows(
            double[] from,
            int from0,
            int rowOfFrom,
            int columnOfFrom,
            double[] to,
            int to0,
            int rowOfTo,
            int columnOfTo,
            int last,
            int columns) {
        int from1 = from0 + Math.min(1, last) * rowOfFrom;
        int from2 = from0 + Math.min(2, last) * rowOfFrom;
        int from3 = from0 + last * rowOfFrom;
        int to1 = to0 + Math.min(1, last) * rowOfTo;
        int to2 = to0 + Math.min(2, last) * rowOfTo;
        int to3 = to0 + last * rowOfTo;
        int i = 0;
        int j = 0;
        for (int column = 0; column < columns; column++) {
            to[to0 + j] = from[from0 + i];
            to[to1 + j] = from[from1 + i];
            to[to2 + j] = from[from2 + i];
            to[to3 + j] = from[from3 + i];
            i += columnOfFrom;
            j += columnOfTo;
        }
    }
}
