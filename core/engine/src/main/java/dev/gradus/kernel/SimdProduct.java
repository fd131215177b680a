package dev.gradus.kernel;

import static dev.gradus.kernel.Simd.LANES;
import static dev.gradus.kernel.Simd.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;

/**
 * Matrix products on vectors: both matrices are copied, block by block, into the order in which they are read, and a tile
 * of the result is kept in registers while it is added up (Goto and van de Geijn, "Anatomy of high-performance matrix
 * multiplication", 2008). A vector holds neighbours in a row, so each element is still added up over k in order.
 */
final class SimdProduct {
    /** A tile's rows: with two vectors each they fill half of the registers, 32 of eight lanes or 16 of four. */
    private static final int TILE_ROWS = LANES;

    private static final int TILE_COLUMNS = 2 * LANES;

    /** Of the inner size, so that a panel of b with {@link #TILE_COLUMNS} columns fits into the first cache. */
    private static final int BLOCK_OF_INNER = 192;

    /** So that a block of a fits into the second cache beside a panel of b. */
    private static final int BLOCK_OF_ROWS = 96;

    private static final int BLOCK_OF_COLUMNS = 512;

    /** With up to so many columns, rows of a are not read often enough to be worth a copy. */
    private static final int FEW_COLUMNS = 2 * TILE_COLUMNS;

    private final Scratch packedA = new Scratch();
    private final Scratch packedB = new Scratch();
    private final double[] tile = new double[TILE_ROWS * TILE_COLUMNS];

    /**
     * out = a @ b. {@code rowOfA} is the distance in a between neighbouring rows, {@code innerOfA} that between neighbours
     * along the inner axis, and so on.
     */
    void multiply(
            int rows,
            int inner,
            int columns,
            double[] a,
            int atA,
            int rowOfA,
            int innerOfA,
            double[] b,
            int atB,
            int innerOfB,
            int columnOfB,
            double[] out,
            int at,
            int rowOfOut,
            int columnOfOut) {
        double[] blockOfA =
                packedA.ofAtLeast(roundUp(Math.min(rows, BLOCK_OF_ROWS), TILE_ROWS) * Math.min(inner, BLOCK_OF_INNER));
        double[] blockOfB = packedB.ofAtLeast(
                roundUp(Math.min(columns, BLOCK_OF_COLUMNS), TILE_COLUMNS) * Math.min(inner, BLOCK_OF_INNER));
        int whole = columns > FEW_COLUMNS ? 0 : rows - rows % TILE_ROWS;
        for (int j = 0; j < columns; j += BLOCK_OF_COLUMNS) {
            int width = Math.min(BLOCK_OF_COLUMNS, columns - j);
            for (int k = 0; k < inner; k += BLOCK_OF_INNER) {
                int depth = Math.min(BLOCK_OF_INNER, inner - k);
                pack(b, atB + k * innerOfB + j * columnOfB, columnOfB, innerOfB, width, depth, TILE_COLUMNS, blockOfB);
                int startOfA = atA + k * innerOfA;
                int start = at + j * columnOfOut;
                if (whole > 0) {
                    addBlock(
                            a,
                            startOfA,
                            rowOfA,
                            rowOfA,
                            innerOfA,
                            whole,
                            blockOfB,
                            width,
                            depth,
                            k == 0,
                            out,
                            start,
                            rowOfOut,
                            columnOfOut);
                }
                for (int i = whole; i < rows; i += BLOCK_OF_ROWS) {
                    int height = Math.min(BLOCK_OF_ROWS, rows - i);
                    pack(a, startOfA + i * rowOfA, rowOfA, innerOfA, height, depth, TILE_ROWS, blockOfA);
                    addBlock(
                            blockOfA,
                            0,
                            depth,
                            1,
                            TILE_ROWS,
                            height,
                            blockOfB,
                            width,
                            depth,
                            k == 0,
                            out,
                            start + i * rowOfOut,
                            rowOfOut,
                            columnOfOut);
                }
            }
        }
    }

    private static int roundUp(int size, int multiple) {
        return (size + multiple - 1) / multiple * multiple;
    }

    /**
     * Copies a block of {@code lines} rows of a or columns of b as panels of {@code panel} lines each, in which the lines'
     * elements at the same k are neighbours; lines that the last panel lacks are 0.
     */
    private static void pack(
            double[] source, int start, int line, int inner, int lines, int depth, int panel, double[] packed) {
        for (int first = 0; first < lines; first += panel) {
            int present = Math.min(panel, lines - first);
            int at = first * depth;
            if (present < panel) {
                Arrays.fill(packed, at, at + panel * depth, 0.0);
            }
            if (line == 1 && present == panel) {
                copyLines(source, start + first, inner, depth, packed, at, panel);
            } else {
                for (int l = 0; l < present; l++) {
                    spread(source, start + (first + l) * line, inner, depth, packed, at + l, panel);
                }
            }
        }
    }

    private static void copyLines(
            double[] source, int start, int inner, int depth, double[] packed, int at, int panel) {
        for (int k = 0; k < depth; k++) {
            for (int l = 0; l < panel; l += LANES) {
                DoubleVector.fromArray(SPECIES, source, start + k * inner + l).intoArray(packed, at + k * panel + l);
            }
        }
    }

    private static void spread(double[] source, int start, int step, int count, double[] packed, int at, int stride) {
        for (int k = 0; k < count; k++) {
            packed[at + k * stride] = source[start + k * step];
        }
    }

    /**
     * out += a @ b for a packed block of b, tile by tile. A tile's first row in a lies {@code stepOfRows} times its number
     * behind the start; the others of the tile {@code rowOfA} apart.
     */
    private void addBlock(
            double[] a,
            int startOfA,
            int stepOfRows,
            int rowOfA,
            int innerOfA,
            int rows,
            double[] b,
            int columns,
            int depth,
            boolean first,
            double[] out,
            int at,
            int rowOfOut,
            int columnOfOut) {
        for (int j = 0; j < columns; j += TILE_COLUMNS) {
            int width = Math.min(TILE_COLUMNS, columns - j);
            for (int i = 0; i < rows; i += TILE_ROWS) {
                int height = Math.min(TILE_ROWS, rows - i);
                int place = at + i * rowOfOut + j * columnOfOut;
                if (height == TILE_ROWS && width == TILE_COLUMNS && columnOfOut == 1) {
                    if (first) {
                        clear(out, place, rowOfOut);
                    }
                    addTile(a, startOfA + i * stepOfRows, rowOfA, innerOfA, b, j * depth, depth, out, place, rowOfOut);
                } else {
                    if (first) {
                        Arrays.fill(tile, 0.0);
                    } else {
                        copyToTile(out, place, rowOfOut, columnOfOut, height, width);
                    }
                    addTile(a, startOfA + i * stepOfRows, rowOfA, innerOfA, b, j * depth, depth, tile, 0, TILE_COLUMNS);
                    copyFromTile(out, place, rowOfOut, columnOfOut, height, width);
                }
            }
        }
    }

    private static void clear(double[] out, int at, int stride) {
        for (int row = 0; row < TILE_ROWS; row++) {
            Arrays.fill(out, at + row * stride, at + row * stride + TILE_COLUMNS, 0.0);
        }
    }

    private void copyToTile(double[] out, int at, int rowOfOut, int columnOfOut, int height, int width) {
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < width; j++) {
                tile[i * TILE_COLUMNS + j] = out[at + i * rowOfOut + j * columnOfOut];
            }
        }
    }

    private void copyFromTile(double[] out, int at, int rowOfOut, int columnOfOut, int height, int width) {
        for (int i = 0; i < height; i++) {
            if (columnOfOut == 1) {
                System.arraycopy(tile, i * TILE_COLUMNS, out, at + i * rowOfOut, width);
            } else {
                for (int j = 0; j < width; j++) {
                    out[at + i * rowOfOut + j * columnOfOut] = tile[i * TILE_COLUMNS + j];
                }
            }
        }
    }

    private static void addTile(
            double[] a,
            int startOfA,
            int rowOfA,
            int innerOfA,
            double[] b,
            int startOfB,
            int depth,
            double[] out,
            int at,
            int stride) {
        if (LANES == 8) {
            addEightRows(a, startOfA, rowOfA, innerOfA, b, startOfB, depth, out, at, stride);
        } else {
            addFourRows(a, startOfA, rowOfA, innerOfA, b, startOfB, depth, out, at, stride);
        }
    }

    /** A tile of eight rows and two vectors. */
    private static void addEightRows(
            double[] a,
            int startOfA,
            int rowOfA,
            int innerOfA,
            double[] b,
            int startOfB,
            int depth,
            double[] out,
            int at,
            int stride) {
        DoubleVector s00 = DoubleVector.fromArray(SPECIES, out, at);
        DoubleVector s01 = DoubleVector.fromArray(SPECIES, out, at + LANES);
        DoubleVector s10 = DoubleVector.fromArray(SPECIES, out, at + stride);
        DoubleVector s11 = DoubleVector.fromArray(SPECIES, out, at + stride + LANES);
        DoubleVector s20 = DoubleVector.fromArray(SPECIES, out, at + 2 * stride);
        DoubleVector s21 = DoubleVector.fromArray(SPECIES, out, at + 2 * stride + LANES);
        DoubleVector s30 = DoubleVector.fromArray(SPECIES, out, at + 3 * stride);
        DoubleVector s31 = DoubleVector.fromArray(SPECIES, out, at + 3 * stride + LANES);
        DoubleVector s40 = DoubleVector.fromArray(SPECIES, out, at + 4 * stride);
        DoubleVector s41 = DoubleVector.fromArray(SPECIES, out, at + 4 * stride + LANES);
        DoubleVector s50 = DoubleVector.fromArray(SPECIES, out, at + 5 * stride);
        DoubleVector s51 = DoubleVector.fromArray(SPECIES, out, at + 5 * stride + LANES);
        DoubleVector s60 = DoubleVector.fromArray(SPECIES, out, at + 6 * stride);
        DoubleVector s61 = DoubleVector.fromArray(SPECIES, out, at + 6 * stride + LANES);
        DoubleVector s70 = DoubleVector.fromArray(SPECIES, out, at + 7 * stride);
        DoubleVector s71 = DoubleVector.fromArray(SPECIES, out, at + 7 * stride + LANES);
        for (int k = 0; k < depth; k++) {
            int row = startOfB + 2 * LANES * k;
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, row);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, row + LANES);
            int column = startOfA + k * innerOfA;
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[column]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[column + rowOfA]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[column + 2 * rowOfA]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[column + 3 * rowOfA]);
            s30 = a3.fma(b0, s30);
            s31 = a3.fma(b1, s31);
            DoubleVector a4 = DoubleVector.broadcast(SPECIES, a[column + 4 * rowOfA]);
            s40 = a4.fma(b0, s40);
            s41 = a4.fma(b1, s41);
            DoubleVector a5 = DoubleVector.broadcast(SPECIES, a[column + 5 * rowOfA]);
            s50 = a5.fma(b0, s50);
            s51 = a5.fma(b1, s51);
            DoubleVector a6 = DoubleVector.broadcast(SPECIES, a[column + 6 * rowOfA]);
            s60 = a6.fma(b0, s60);
            s61 = a6.fma(b1, s61);
            DoubleVector a7 = DoubleVector.broadcast(SPECIES, a[column + 7 * rowOfA]);
            s70 = a7.fma(b0, s70);
            s71 = a7.fma(b1, s71);
        }
        s00.intoArray(out, at);
        s01.intoArray(out, at + LANES);
        s10.intoArray(out, at + stride);
        s11.intoArray(out, at + stride + LANES);
        s20.intoArray(out, at + 2 * stride);
        s21.intoArray(out, at + 2 * stride + LANES);
        s30.intoArray(out, at + 3 * stride);
        s31.intoArray(out, at + 3 * stride + LANES);
        s40.intoArray(out, at + 4 * stride);
        s41.intoArray(out, at + 4 * stride + LANES);
        s50.intoArray(out, at + 5 * stride);
        s51.intoArray(out, at + 5 * stride + LANES);
        s60.intoArray(out, at + 6 * stride);
        s61.intoArray(out, at + 6 * stride + LANES);
        s70.intoArray(out, at + 7 * stride);
        s71.intoArray(out, at + 7 * stride + LANES);
    }

    /** A tile of four rows and two vectors. */
    private static void addFourRows(
            double[] a,
            int startOfA,
            int rowOfA,
            int innerOfA,
            double[] b,
            int startOfB,
            int depth,
            double[] out,
            int at,
            int stride) {
        DoubleVector s00 = DoubleVector.fromArray(SPECIES, out, at);
        DoubleVector s01 = DoubleVector.fromArray(SPECIES, out, at + LANES);
        DoubleVector s10 = DoubleVector.fromArray(SPECIES, out, at + stride);
        DoubleVector s11 = DoubleVector.fromArray(SPECIES, out, at + stride + LANES);
        DoubleVector s20 = DoubleVector.fromArray(SPECIES, out, at + 2 * stride);
        DoubleVector s21 = DoubleVector.fromArray(SPECIES, out, at + 2 * stride + LANES);
        DoubleVector s30 = DoubleVector.fromArray(SPECIES, out, at + 3 * stride);
        DoubleVector s31 = DoubleVector.fromArray(SPECIES, out, at + 3 * stride + LANES);
        for (int k = 0; k < depth; k++) {
            int row = startOfB + 2 * LANES * k;
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, row);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, row + LANES);
            int column = startOfA + k * innerOfA;
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[column]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[column + rowOfA]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[column + 2 * rowOfA]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[column + 3 * rowOfA]);
            s30 = a3.fma(b0, s30);
            s31 = a3.fma(b1, s31);
        }
        s00.intoArray(out, at);
        s01.intoArray(out, at + LANES);
        s10.intoArray(out, at + stride);
        s11.intoArray(out, at + stride + LANES);
        s20.intoArray(out, at + 2 * stride);
        s21.intoArray(out, at + 2 * stride + LANES);
        s30.intoArray(out, at + 3 * stride);
        s31.intoArray(out, at + 3 * stride + LANES);
    }
}
