package dev.gradus.kernel.simd;

import static dev.gradus.kernel.simd.Simd.LANES;
import static dev.gradus.kernel.simd.Simd.NUMBER_CLASS;
import static dev.gradus.kernel.simd.Simd.SPECIES;
import static dev.gradus.kernel.simd.SimdTiles.COLUMNS;

import jdk.incubator.vector.DoubleVector;

/**
 * Tiles of products with few columns. They read contiguous rows of the left matrix in place, because copying a would
 * take as long as the products. Each has at least eight sums; {@link SimdTiles} explains why.
 *
 * <p>Each row needs a register for its index. With more than six rows and two vectors, the compiler of JDK 17 keeps some in
 * vector registers, from where they are moved by the units that multiply. Two columns of a at a time halve the arithmetic on
 * indices. Only the lowest tile reads rows of b at any distance.
 *
 * <p>If fewer rows than the tile's are present, it computes the last one repeatedly.
 */
final class SimdRowTiles {
    static final int WIDE_ROWS = LANES == 8 ? 6 : 4;
    static final int FEWEST_WIDE_ROWS = 4;
    static final int NARROW_ROWS = 8;

    private SimdRowTiles() {}

    /** Returns the number of rows of the tile that computes {@code rows} rows. */
    static int rowsOfTile(int rows, boolean isNarrow) {
        if (isNarrow) {
            return NARROW_ROWS;
        }
        return rows > FEWEST_WIDE_ROWS ? WIDE_ROWS : FEWEST_WIDE_ROWS;
    }

    /**
     * Computes out = before + a @ b for a tile, as {@link SimdTiles#add} does.
     *
     * @param rows the number of rows that are present
     * @param isNarrow whether the tile is one vector wide; otherwise it is two vectors wide
     * @param rowOfA the distance between rows of a
     */
    static void add(
            int rows,
            boolean isNarrow,
            double[] a,
            int row0,
            int rowOfA,
            double[] b,
            int startOfB,
            int innerOfB,
            int depth,
            double[] before,
            int atBefore,
            int rowOfBefore,
            double[] out,
            int at,
            int rowOfOut) {
        if (isNarrow) {
            eightRows(a, row0, rowOfA, rows - 1, b, startOfB, depth, before, atBefore, rowOfBefore, out, at, rowOfOut);
        } else if (rows > FEWEST_WIDE_ROWS) {
            sixRows(a, row0, rowOfA, rows - 1, b, startOfB, depth, before, atBefore, rowOfBefore, out, at, rowOfOut);
        } else {
            fourRows(
                    a,
                    row0,
                    rowOfA,
                    rows - 1,
                    b,
                    startOfB,
                    innerOfB,
                    depth,
                    before,
                    atBefore,
                    rowOfBefore,
                    out,
                    at,
                    rowOfOut);
        }
    }

    /** Computes out = before + a @ b for four rows and two vectors. Some rows may be missing. */
    private static void fourRows(
            double[] a,
            int row0,
            int rowOfA,
            int last,
            double[] b,
            int startOfB,
            int innerOfB,
            int depth,
            double[] before,
            int atBefore,
            int rowOfBefore,
            double[] out,
            int at,
            int rowOfOut) {
        if (depth == 0) {
            return;
        }
        int row1 = row0 + Math.min(1, last) * rowOfA;
        int row2 = row0 + Math.min(2, last) * rowOfA;
        int row3 = row0 + last * rowOfA;
        DoubleVector s0L = DoubleVector.fromArray(SPECIES, before, atBefore);
        DoubleVector s0R = DoubleVector.fromArray(SPECIES, before, atBefore + LANES);
        DoubleVector s1L = DoubleVector.fromArray(SPECIES, before, atBefore + rowOfBefore);
        DoubleVector s1R = DoubleVector.fromArray(SPECIES, before, atBefore + rowOfBefore + LANES);
        DoubleVector s2L = DoubleVector.fromArray(SPECIES, before, atBefore + 2 * rowOfBefore);
        DoubleVector s2R = DoubleVector.fromArray(SPECIES, before, atBefore + 2 * rowOfBefore + LANES);
        DoubleVector s3L = DoubleVector.fromArray(SPECIES, before, atBefore + 3 * rowOfBefore);
        DoubleVector s3R = DoubleVector.fromArray(SPECIES, before, atBefore + 3 * rowOfBefore + LANES);
        int row = startOfB;
        for (int k = 0; k < depth; k++) {
            DoubleVector bL = DoubleVector.fromArray(SPECIES, b, row);
            DoubleVector bR = DoubleVector.fromArray(SPECIES, b, row + LANES);
            DoubleVector a0 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[row0 + k]));
            s0L = a0.fma(bL, s0L);
            s0R = a0.fma(bR, s0R);
            DoubleVector a1 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[row1 + k]));
            s1L = a1.fma(bL, s1L);
            s1R = a1.fma(bR, s1R);
            DoubleVector a2 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[row2 + k]));
            s2L = a2.fma(bL, s2L);
            s2R = a2.fma(bR, s2R);
            DoubleVector a3 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[row3 + k]));
            s3L = a3.fma(bL, s3L);
            s3R = a3.fma(bR, s3R);
            row += innerOfB;
        }
        NUMBER_CLASS.cast(s0L).intoArray(out, at);
        NUMBER_CLASS.cast(s0R).intoArray(out, at + LANES);
        NUMBER_CLASS.cast(s1L).intoArray(out, at + rowOfOut);
        NUMBER_CLASS.cast(s1R).intoArray(out, at + rowOfOut + LANES);
        NUMBER_CLASS.cast(s2L).intoArray(out, at + 2 * rowOfOut);
        NUMBER_CLASS.cast(s2R).intoArray(out, at + 2 * rowOfOut + LANES);
        NUMBER_CLASS.cast(s3L).intoArray(out, at + 3 * rowOfOut);
        NUMBER_CLASS.cast(s3R).intoArray(out, at + 3 * rowOfOut + LANES);
    }

    /** Computes out = before + a @ b for up to six rows and two vectors, two columns of a at a time. */
    private static void sixRows(
            double[] a,
            int row0,
            int rowOfA,
            int last,
            double[] b,
            int startOfB,
            int depth,
            double[] before,
            int atBefore,
            int rowOfBefore,
            double[] out,
            int at,
            int rowOfOut) {
        if (depth == 0) {
            return;
        }
        int row1 = row0 + Math.min(1, last) * rowOfA;
        int row2 = row0 + Math.min(2, last) * rowOfA;
        int row3 = row0 + Math.min(3, last) * rowOfA;
        int row4 = row0 + Math.min(4, last) * rowOfA;
        int row5 = row0 + last * rowOfA;
        DoubleVector s0L = DoubleVector.fromArray(SPECIES, before, atBefore);
        DoubleVector s0R = DoubleVector.fromArray(SPECIES, before, atBefore + LANES);
        DoubleVector s1L = DoubleVector.fromArray(SPECIES, before, atBefore + rowOfBefore);
        DoubleVector s1R = DoubleVector.fromArray(SPECIES, before, atBefore + rowOfBefore + LANES);
        DoubleVector s2L = DoubleVector.fromArray(SPECIES, before, atBefore + 2 * rowOfBefore);
        DoubleVector s2R = DoubleVector.fromArray(SPECIES, before, atBefore + 2 * rowOfBefore + LANES);
        DoubleVector s3L = DoubleVector.fromArray(SPECIES, before, atBefore + 3 * rowOfBefore);
        DoubleVector s3R = DoubleVector.fromArray(SPECIES, before, atBefore + 3 * rowOfBefore + LANES);
        DoubleVector s4L = DoubleVector.fromArray(SPECIES, before, atBefore + 4 * rowOfBefore);
        DoubleVector s4R = DoubleVector.fromArray(SPECIES, before, atBefore + 4 * rowOfBefore + LANES);
        DoubleVector s5L = DoubleVector.fromArray(SPECIES, before, atBefore + 5 * rowOfBefore);
        DoubleVector s5R = DoubleVector.fromArray(SPECIES, before, atBefore + 5 * rowOfBefore + LANES);
        int k = 0;
        for (; k < depth - 1; k += 2) {
            int row = startOfB + k * COLUMNS;
            DoubleVector bL = DoubleVector.fromArray(SPECIES, b, row);
            DoubleVector bR = DoubleVector.fromArray(SPECIES, b, row + LANES);
            DoubleVector a0 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[row0 + k]));
            s0L = a0.fma(bL, s0L);
            s0R = a0.fma(bR, s0R);
            DoubleVector a1 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[row1 + k]));
            s1L = a1.fma(bL, s1L);
            s1R = a1.fma(bR, s1R);
            DoubleVector a2 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[row2 + k]));
            s2L = a2.fma(bL, s2L);
            s2R = a2.fma(bR, s2R);
            DoubleVector a3 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[row3 + k]));
            s3L = a3.fma(bL, s3L);
            s3R = a3.fma(bR, s3R);
            DoubleVector a4 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[row4 + k]));
            s4L = a4.fma(bL, s4L);
            s4R = a4.fma(bR, s4R);
            DoubleVector a5 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[row5 + k]));
            s5L = a5.fma(bL, s5L);
            s5R = a5.fma(bR, s5R);
            DoubleVector nextL = DoubleVector.fromArray(SPECIES, b, row + COLUMNS);
            DoubleVector nextR = DoubleVector.fromArray(SPECIES, b, row + COLUMNS + LANES);
            DoubleVector next0 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[row0 + k + 1]));
            s0L = next0.fma(nextL, s0L);
            s0R = next0.fma(nextR, s0R);
            DoubleVector next1 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[row1 + k + 1]));
            s1L = next1.fma(nextL, s1L);
            s1R = next1.fma(nextR, s1R);
            DoubleVector next2 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[row2 + k + 1]));
            s2L = next2.fma(nextL, s2L);
            s2R = next2.fma(nextR, s2R);
            DoubleVector next3 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[row3 + k + 1]));
            s3L = next3.fma(nextL, s3L);
            s3R = next3.fma(nextR, s3R);
            DoubleVector next4 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[row4 + k + 1]));
            s4L = next4.fma(nextL, s4L);
            s4R = next4.fma(nextR, s4R);
            DoubleVector next5 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[row5 + k + 1]));
            s5L = next5.fma(nextL, s5L);
            s5R = next5.fma(nextR, s5R);
        }
        if (k < depth) {
            int row = startOfB + k * COLUMNS;
            DoubleVector bL = DoubleVector.fromArray(SPECIES, b, row);
            DoubleVector bR = DoubleVector.fromArray(SPECIES, b, row + LANES);
            DoubleVector a0 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[row0 + k]));
            s0L = a0.fma(bL, s0L);
            s0R = a0.fma(bR, s0R);
            DoubleVector a1 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[row1 + k]));
            s1L = a1.fma(bL, s1L);
            s1R = a1.fma(bR, s1R);
            DoubleVector a2 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[row2 + k]));
            s2L = a2.fma(bL, s2L);
            s2R = a2.fma(bR, s2R);
            DoubleVector a3 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[row3 + k]));
            s3L = a3.fma(bL, s3L);
            s3R = a3.fma(bR, s3R);
            DoubleVector a4 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[row4 + k]));
            s4L = a4.fma(bL, s4L);
            s4R = a4.fma(bR, s4R);
            DoubleVector a5 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[row5 + k]));
            s5L = a5.fma(bL, s5L);
            s5R = a5.fma(bR, s5R);
        }
        NUMBER_CLASS.cast(s0L).intoArray(out, at);
        NUMBER_CLASS.cast(s0R).intoArray(out, at + LANES);
        NUMBER_CLASS.cast(s1L).intoArray(out, at + rowOfOut);
        NUMBER_CLASS.cast(s1R).intoArray(out, at + rowOfOut + LANES);
        NUMBER_CLASS.cast(s2L).intoArray(out, at + 2 * rowOfOut);
        NUMBER_CLASS.cast(s2R).intoArray(out, at + 2 * rowOfOut + LANES);
        NUMBER_CLASS.cast(s3L).intoArray(out, at + 3 * rowOfOut);
        NUMBER_CLASS.cast(s3R).intoArray(out, at + 3 * rowOfOut + LANES);
        NUMBER_CLASS.cast(s4L).intoArray(out, at + 4 * rowOfOut);
        NUMBER_CLASS.cast(s4R).intoArray(out, at + 4 * rowOfOut + LANES);
        NUMBER_CLASS.cast(s5L).intoArray(out, at + 5 * rowOfOut);
        NUMBER_CLASS.cast(s5R).intoArray(out, at + 5 * rowOfOut + LANES);
    }

    /** Computes out = before + a @ b for up to eight rows and one vector, two columns of a at a time. */
    private static void eightRows(
            double[] a,
            int row0,
            int rowOfA,
            int last,
            double[] b,
            int startOfB,
            int depth,
            double[] before,
            int atBefore,
            int rowOfBefore,
            double[] out,
            int at,
            int rowOfOut) {
        if (depth == 0) {
            return;
        }
        int row1 = row0 + Math.min(1, last) * rowOfA;
        int row2 = row0 + Math.min(2, last) * rowOfA;
        int row3 = row0 + Math.min(3, last) * rowOfA;
        int row4 = row0 + Math.min(4, last) * rowOfA;
        int row5 = row0 + Math.min(5, last) * rowOfA;
        int row6 = row0 + Math.min(6, last) * rowOfA;
        int row7 = row0 + last * rowOfA;
        DoubleVector s0 = DoubleVector.fromArray(SPECIES, before, atBefore);
        DoubleVector s1 = DoubleVector.fromArray(SPECIES, before, atBefore + rowOfBefore);
        DoubleVector s2 = DoubleVector.fromArray(SPECIES, before, atBefore + 2 * rowOfBefore);
        DoubleVector s3 = DoubleVector.fromArray(SPECIES, before, atBefore + 3 * rowOfBefore);
        DoubleVector s4 = DoubleVector.fromArray(SPECIES, before, atBefore + 4 * rowOfBefore);
        DoubleVector s5 = DoubleVector.fromArray(SPECIES, before, atBefore + 5 * rowOfBefore);
        DoubleVector s6 = DoubleVector.fromArray(SPECIES, before, atBefore + 6 * rowOfBefore);
        DoubleVector s7 = DoubleVector.fromArray(SPECIES, before, atBefore + 7 * rowOfBefore);
        int k = 0;
        for (; k < depth - 1; k += 2) {
            int row = startOfB + k * COLUMNS;
            DoubleVector right = NUMBER_CLASS.cast(DoubleVector.fromArray(SPECIES, b, row));
            s0 = right.fma(DoubleVector.broadcast(SPECIES, a[row0 + k]), s0);
            s1 = right.fma(DoubleVector.broadcast(SPECIES, a[row1 + k]), s1);
            s2 = right.fma(DoubleVector.broadcast(SPECIES, a[row2 + k]), s2);
            s3 = right.fma(DoubleVector.broadcast(SPECIES, a[row3 + k]), s3);
            s4 = right.fma(DoubleVector.broadcast(SPECIES, a[row4 + k]), s4);
            s5 = right.fma(DoubleVector.broadcast(SPECIES, a[row5 + k]), s5);
            s6 = right.fma(DoubleVector.broadcast(SPECIES, a[row6 + k]), s6);
            s7 = right.fma(DoubleVector.broadcast(SPECIES, a[row7 + k]), s7);
            DoubleVector next = NUMBER_CLASS.cast(DoubleVector.fromArray(SPECIES, b, row + COLUMNS));
            s0 = next.fma(DoubleVector.broadcast(SPECIES, a[row0 + k + 1]), s0);
            s1 = next.fma(DoubleVector.broadcast(SPECIES, a[row1 + k + 1]), s1);
            s2 = next.fma(DoubleVector.broadcast(SPECIES, a[row2 + k + 1]), s2);
            s3 = next.fma(DoubleVector.broadcast(SPECIES, a[row3 + k + 1]), s3);
            s4 = next.fma(DoubleVector.broadcast(SPECIES, a[row4 + k + 1]), s4);
            s5 = next.fma(DoubleVector.broadcast(SPECIES, a[row5 + k + 1]), s5);
            s6 = next.fma(DoubleVector.broadcast(SPECIES, a[row6 + k + 1]), s6);
            s7 = next.fma(DoubleVector.broadcast(SPECIES, a[row7 + k + 1]), s7);
        }
        if (k < depth) {
            int row = startOfB + k * COLUMNS;
            DoubleVector right = NUMBER_CLASS.cast(DoubleVector.fromArray(SPECIES, b, row));
            s0 = right.fma(DoubleVector.broadcast(SPECIES, a[row0 + k]), s0);
            s1 = right.fma(DoubleVector.broadcast(SPECIES, a[row1 + k]), s1);
            s2 = right.fma(DoubleVector.broadcast(SPECIES, a[row2 + k]), s2);
            s3 = right.fma(DoubleVector.broadcast(SPECIES, a[row3 + k]), s3);
            s4 = right.fma(DoubleVector.broadcast(SPECIES, a[row4 + k]), s4);
            s5 = right.fma(DoubleVector.broadcast(SPECIES, a[row5 + k]), s5);
            s6 = right.fma(DoubleVector.broadcast(SPECIES, a[row6 + k]), s6);
            s7 = right.fma(DoubleVector.broadcast(SPECIES, a[row7 + k]), s7);
        }
        NUMBER_CLASS.cast(s0).intoArray(out, at);
        NUMBER_CLASS.cast(s1).intoArray(out, at + rowOfOut);
        NUMBER_CLASS.cast(s2).intoArray(out, at + 2 * rowOfOut);
        NUMBER_CLASS.cast(s3).intoArray(out, at + 3 * rowOfOut);
        NUMBER_CLASS.cast(s4).intoArray(out, at + 4 * rowOfOut);
        NUMBER_CLASS.cast(s5).intoArray(out, at + 5 * rowOfOut);
        NUMBER_CLASS.cast(s6).intoArray(out, at + 6 * rowOfOut);
        NUMBER_CLASS.cast(s7).intoArray(out, at + 7 * rowOfOut);
    }
}
