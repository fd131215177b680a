package dev.gradus.kernel.simd;

import static dev.gradus.kernel.simd.Simd.LANES;
import static dev.gradus.kernel.simd.Simd.SPECIES;

import dev.gradus.kernel.MatrixProduct;
import dev.gradus.kernel.math.Blocks;
import jdk.incubator.vector.DoubleVector;

/**
 * Matrix products on vectors. They are computed in blocks, so that repeated reads hit a cache (Goto and van de Geijn,
 * "Anatomy of high-performance matrix multiplication", 2008), and within a block in tiles. A vector contains adjacent
 * elements of a row, so each element is accumulated in the order of k.
 */
final class SimdProduct {
    /**
     * The inner size of a block. Larger blocks load and store the sums less often; smaller ones keep a panel of b in
     * the first-level cache.
     */
    private static final int BLOCK_OF_INNER = 400;

    /** The rows of a block, chosen so that a block of a fits into the second-level cache. */
    private static final int BLOCK_OF_ROWS = 12 * SimdTiles.MOST_ROWS;

    private static final int BLOCK_OF_COLUMNS = 512;

    /** The initial value of the sums. */
    private static final double[] ZEROS = new double[SimdTiles.COLUMNS];

    private static final Tiles WIDE = new SimdTiles();
    private static final Tiles NARROW = new SimdNarrowTiles();

    private final SimdRowBlock rowsOfA = new SimdRowBlock();
    private final SimdRowBlock lastRowsOfA = new SimdRowBlock();
    private final SimdColumnPanels panelsOfB = new SimdColumnPanels();
    private final double[] partOfTile =
            new double[SimdTiles.MOST_ROWS * SimdTiles.COLUMNS + SimdNarrowTiles.MOST_ROWS * LANES];

    // the current block
    private Tiles tiles = WIDE;
    private double[] out = {};
    private int rowOfOut;
    private int depth;
    private boolean first;

    /** Computes the rows {@code from} to {@code to} − 1 of out = a @ b or out += a @ b. No size is 0. */
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
        int inner = product.inner();
        int blocks = Blocks.count(inner, BLOCK_OF_INNER);
        int blockOfInner = Blocks.count(inner, blocks);
        out = result;
        rowOfOut = product.stepOfOut();
        tiles = product.columns() <= LANES ? NARROW : WIDE;
        int columns, rows;
        for (int j = 0; j < product.columns(); j += columns) {
            columns = Math.min(BLOCK_OF_COLUMNS, product.columns() - j);
            for (int k = 0; k < inner; k += depth) {
                depth = Math.min(blockOfInner, inner - k);
                first = k == 0 && !product.adds();
                panelsOfB.take(product, b, atB, k, depth, j, columns, to - from);
                for (int i = from; i < to; i += rows) {
                    rows = Math.min(BLOCK_OF_ROWS, to - i);
                    rowsOfA.take(product, a, atA, i, rows, k, depth);
                    addBlock(rows, columns, at + i * rowOfOut + j);
                }
            }
        }
    }

    /** Computes out += a @ b for a block of each matrix. */
    private void addBlock(int rows, int columns, int at) {
        int rest = rows % tiles.fewestRows();
        int whole = rows - rest;
        if (rest > 0) {
            lastRowsOfA.takeLast(rowsOfA, whole, rest, tiles.fewestRows(), depth);
        }
        for (int j = 0; j < columns; j += tiles.columns()) {
            int width = Math.min(tiles.columns(), columns - j);
            int height;
            for (int i = 0; i < whole; i += height) {
                height = tiles.rows(whole - i);
                int place = at + i * rowOfOut + j;
                if (width == tiles.columns()) {
                    addTile(rowsOfA, i, height, j, out, place, rowOfOut);
                } else {
                    addPart(rowsOfA, i, height, height, j, width, place);
                }
            }
            if (rest > 0) {
                addPart(lastRowsOfA, 0, tiles.fewestRows(), rest, j, width, at + whole * rowOfOut + j);
            }
        }
    }

    /** Computes a tile of which only this number of rows and columns is stored. */
    private void addPart(
            SimdRowBlock rows, int row, int height, int wantedRows, int column, int wantedColumns, int at) {
        if (!first) {
            copy(out, at, rowOfOut, partOfTile, 0, tiles.columns(), wantedRows, wantedColumns);
        }
        addTile(rows, row, height, column, partOfTile, 0, tiles.columns());
        copy(partOfTile, 0, tiles.columns(), out, at, rowOfOut, wantedRows, wantedColumns);
    }

    private void addTile(SimdRowBlock rows, int row, int height, int column, double[] to, int at, int rowOfTo) {
        tiles.add(
                height,
                rows.array(),
                rows.start(row),
                rows.rowStride(),
                rows.innerStride(),
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
            double[] from, int start, int rowOfFrom, double[] to, int at, int rowOfTo, int rows, int columns) {
        for (int i = 0; i < rows; i++) {
            copyRow(from, start + i * rowOfFrom, to, at + i * rowOfTo, columns);
        }
    }

    private static void copyRow(double[] from, int start, double[] to, int at, int count) {
        int j = 0;
        for (; j <= count - LANES; j += LANES) {
            DoubleVector.fromArray(SPECIES, from, start + j).intoArray(to, at + j);
        }
        for (; j < count; j++) {
            to[at + j] = from[start + j];
        }
    }
}
