package dev.gradus.kernel.simd;

import static dev.gradus.kernel.simd.Simd.LANES;
import static dev.gradus.kernel.simd.Simd.NUMBER_CLASS;
import static dev.gradus.kernel.simd.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;

/**
 * Tiles of products with few columns. They read contiguous rows of the left matrix in place, because copying a would
 * take as long as the products. Each has at least eight sums; {@link SimdTiles} explains why.
 *
 * <p>If fewer rows than the tile's are present, it computes the last one repeatedly.
 */
final class SimdRowTiles {
    static final int WIDE_ROWS = LANES == 8 ? 12 : 4;
    static final int FEWEST_WIDE_ROWS = 4;
    static final int NARROW_ROWS = 8;

    private SimdRowTiles() {}

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
            eightRows(
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
        } else if (rows > FEWEST_WIDE_ROWS) {
            twelveRows(a, row0, rowOfA, b, startOfB, innerOfB, depth, before, atBefore, rowOfBefore, out, at, rowOfOut);
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

    /** Computes out = before + a @ b for twelve rows and two vectors, which needs more than 16 registers. */
    private static void twelveRows(
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
        DoubleVector s6L = DoubleVector.fromArray(SPECIES, before, atBefore + 6 * rowOfBefore);
        DoubleVector s6R = DoubleVector.fromArray(SPECIES, before, atBefore + 6 * rowOfBefore + LANES);
        DoubleVector s7L = DoubleVector.fromArray(SPECIES, before, atBefore + 7 * rowOfBefore);
        DoubleVector s7R = DoubleVector.fromArray(SPECIES, before, atBefore + 7 * rowOfBefore + LANES);
        DoubleVector s8L = DoubleVector.fromArray(SPECIES, before, atBefore + 8 * rowOfBefore);
        DoubleVector s8R = DoubleVector.fromArray(SPECIES, before, atBefore + 8 * rowOfBefore + LANES);
        DoubleVector s9L = DoubleVector.fromArray(SPECIES, before, atBefore + 9 * rowOfBefore);
        DoubleVector s9R = DoubleVector.fromArray(SPECIES, before, atBefore + 9 * rowOfBefore + LANES);
        DoubleVector s10L = DoubleVector.fromArray(SPECIES, before, atBefore + 10 * rowOfBefore);
        DoubleVector s10R = DoubleVector.fromArray(SPECIES, before, atBefore + 10 * rowOfBefore + LANES);
        DoubleVector s11L = DoubleVector.fromArray(SPECIES, before, atBefore + 11 * rowOfBefore);
        DoubleVector s11R = DoubleVector.fromArray(SPECIES, before, atBefore + 11 * rowOfBefore + LANES);
        int row = startOfB;
        for (int k = 0; k < depth; k++) {
            int column = row0 + k;
            DoubleVector bL = DoubleVector.fromArray(SPECIES, b, row);
            DoubleVector bR = DoubleVector.fromArray(SPECIES, b, row + LANES);
            DoubleVector a0 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[column]));
            s0L = a0.fma(bL, s0L);
            s0R = a0.fma(bR, s0R);
            DoubleVector a1 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[column + rowOfA]));
            s1L = a1.fma(bL, s1L);
            s1R = a1.fma(bR, s1R);
            DoubleVector a2 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[column + 2 * rowOfA]));
            s2L = a2.fma(bL, s2L);
            s2R = a2.fma(bR, s2R);
            DoubleVector a3 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[column + 3 * rowOfA]));
            s3L = a3.fma(bL, s3L);
            s3R = a3.fma(bR, s3R);
            DoubleVector a4 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[column + 4 * rowOfA]));
            s4L = a4.fma(bL, s4L);
            s4R = a4.fma(bR, s4R);
            DoubleVector a5 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[column + 5 * rowOfA]));
            s5L = a5.fma(bL, s5L);
            s5R = a5.fma(bR, s5R);
            DoubleVector a6 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[column + 6 * rowOfA]));
            s6L = a6.fma(bL, s6L);
            s6R = a6.fma(bR, s6R);
            DoubleVector a7 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[column + 7 * rowOfA]));
            s7L = a7.fma(bL, s7L);
            s7R = a7.fma(bR, s7R);
            DoubleVector a8 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[column + 8 * rowOfA]));
            s8L = a8.fma(bL, s8L);
            s8R = a8.fma(bR, s8R);
            DoubleVector a9 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[column + 9 * rowOfA]));
            s9L = a9.fma(bL, s9L);
            s9R = a9.fma(bR, s9R);
            DoubleVector a10 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[column + 10 * rowOfA]));
            s10L = a10.fma(bL, s10L);
            s10R = a10.fma(bR, s10R);
            DoubleVector a11 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[column + 11 * rowOfA]));
            s11L = a11.fma(bL, s11L);
            s11R = a11.fma(bR, s11R);
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
        NUMBER_CLASS.cast(s4L).intoArray(out, at + 4 * rowOfOut);
        NUMBER_CLASS.cast(s4R).intoArray(out, at + 4 * rowOfOut + LANES);
        NUMBER_CLASS.cast(s5L).intoArray(out, at + 5 * rowOfOut);
        NUMBER_CLASS.cast(s5R).intoArray(out, at + 5 * rowOfOut + LANES);
        NUMBER_CLASS.cast(s6L).intoArray(out, at + 6 * rowOfOut);
        NUMBER_CLASS.cast(s6R).intoArray(out, at + 6 * rowOfOut + LANES);
        NUMBER_CLASS.cast(s7L).intoArray(out, at + 7 * rowOfOut);
        NUMBER_CLASS.cast(s7R).intoArray(out, at + 7 * rowOfOut + LANES);
        NUMBER_CLASS.cast(s8L).intoArray(out, at + 8 * rowOfOut);
        NUMBER_CLASS.cast(s8R).intoArray(out, at + 8 * rowOfOut + LANES);
        NUMBER_CLASS.cast(s9L).intoArray(out, at + 9 * rowOfOut);
        NUMBER_CLASS.cast(s9R).intoArray(out, at + 9 * rowOfOut + LANES);
        NUMBER_CLASS.cast(s10L).intoArray(out, at + 10 * rowOfOut);
        NUMBER_CLASS.cast(s10R).intoArray(out, at + 10 * rowOfOut + LANES);
        NUMBER_CLASS.cast(s11L).intoArray(out, at + 11 * rowOfOut);
        NUMBER_CLASS.cast(s11R).intoArray(out, at + 11 * rowOfOut + LANES);
    }

    /** Computes out = before + a @ b for up to eight rows and one vector. */
    private static void eightRows(
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
        int row = startOfB;
        for (int k = 0; k < depth; k++) {
            DoubleVector right = NUMBER_CLASS.cast(DoubleVector.fromArray(SPECIES, b, row));
            s0 = right.fma(DoubleVector.broadcast(SPECIES, a[row0 + k]), s0);
            s1 = right.fma(DoubleVector.broadcast(SPECIES, a[row1 + k]), s1);
            s2 = right.fma(DoubleVector.broadcast(SPECIES, a[row2 + k]), s2);
            s3 = right.fma(DoubleVector.broadcast(SPECIES, a[row3 + k]), s3);
            s4 = right.fma(DoubleVector.broadcast(SPECIES, a[row4 + k]), s4);
            s5 = right.fma(DoubleVector.broadcast(SPECIES, a[row5 + k]), s5);
            s6 = right.fma(DoubleVector.broadcast(SPECIES, a[row6 + k]), s6);
            s7 = right.fma(DoubleVector.broadcast(SPECIES, a[row7 + k]), s7);
            row += innerOfB;
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
