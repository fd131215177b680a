package dev.gradus.kernel.simd;

import static dev.gradus.kernel.simd.Simd.LANES;
import static dev.gradus.kernel.simd.Simd.NUMBER_CLASS;
import static dev.gradus.kernel.simd.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;

/**
 * Tiles two vectors wide. Each row of b is loaded once. Each element of a is broadcast to a vector and used twice.
 *
 * <p>A processor can start eight additions in the time that one takes, so it needs at least eight independent sums.
 * More sums require fewer loads for each. Processors with vectors of eight numbers have 32 registers, enough for 24
 * sums and their operands. Those with vectors of four have 16, enough for eight sums.
 *
 * <p>The layout of a is constant, so that the distances between its elements need no registers. {@link SimdLoop} explains
 * why every row is written out.
 *
 * <p>The loops are written for the compiler of JDK 17. It removes range checks for the variable of a loop, but not for 12
 * times that variable, so the variable is the index in a. In the tallest tile the distance between rows of b is constant.
 * The compiler would keep a variable in a vector register and move it with the units that multiply.
 */
final class SimdTiles {
    static final int COLUMNS = 2 * LANES;

    static final int MOST_ROWS = LANES == 8 ? 12 : 4;

    /** The heights of tiles are multiples of this. */
    static final int FEWEST_ROWS = 4;

    /** The maximum height of a tile if the distance between rows of b is not {@link #COLUMNS}. */
    static final int MOST_ROWS_AT_ANY_DISTANCE = Math.min(8, MOST_ROWS);

    private SimdTiles() {}

    /**
     * Computes out = before + a @ b for a tile of {@code rows} rows, where a is a panel with {@code depth} columns and b
     * has {@code depth} rows. {@code before} may be {@code out}.
     *
     * @param innerOfB the distance between rows of b
     */
    static void add(
            int rows,
            double[] a,
            int startOfA,
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
        switch (rows) {
            case 12 -> twelveRows(a, startOfA, b, startOfB, depth, before, atBefore, rowOfBefore, out, at, rowOfOut);
            case 8 ->
                eightRows(a, startOfA, b, startOfB, innerOfB, depth, before, atBefore, rowOfBefore, out, at, rowOfOut);
            default ->
                fourRows(a, startOfA, b, startOfB, innerOfB, depth, before, atBefore, rowOfBefore, out, at, rowOfOut);
        }
    }

    private static void twelveRows(
            double[] a,
            int startOfA,
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
        int end = startOfA + depth * MOST_ROWS;
        for (int column = startOfA; column < end; column += MOST_ROWS) {
            DoubleVector bL = DoubleVector.fromArray(SPECIES, b, row);
            DoubleVector bR = DoubleVector.fromArray(SPECIES, b, row + LANES);
            DoubleVector a0 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[column]));
            s0L = a0.fma(bL, s0L);
            s0R = a0.fma(bR, s0R);
            DoubleVector a1 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[column + 1]));
            s1L = a1.fma(bL, s1L);
            s1R = a1.fma(bR, s1R);
            DoubleVector a2 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[column + 2]));
            s2L = a2.fma(bL, s2L);
            s2R = a2.fma(bR, s2R);
            DoubleVector a3 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[column + 3]));
            s3L = a3.fma(bL, s3L);
            s3R = a3.fma(bR, s3R);
            DoubleVector a4 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[column + 4]));
            s4L = a4.fma(bL, s4L);
            s4R = a4.fma(bR, s4R);
            DoubleVector a5 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[column + 5]));
            s5L = a5.fma(bL, s5L);
            s5R = a5.fma(bR, s5R);
            DoubleVector a6 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[column + 6]));
            s6L = a6.fma(bL, s6L);
            s6R = a6.fma(bR, s6R);
            DoubleVector a7 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[column + 7]));
            s7L = a7.fma(bL, s7L);
            s7R = a7.fma(bR, s7R);
            DoubleVector a8 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[column + 8]));
            s8L = a8.fma(bL, s8L);
            s8R = a8.fma(bR, s8R);
            DoubleVector a9 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[column + 9]));
            s9L = a9.fma(bL, s9L);
            s9R = a9.fma(bR, s9R);
            DoubleVector a10 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[column + 10]));
            s10L = a10.fma(bL, s10L);
            s10R = a10.fma(bR, s10R);
            DoubleVector a11 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[column + 11]));
            s11L = a11.fma(bL, s11L);
            s11R = a11.fma(bR, s11R);
            row += COLUMNS;
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

    private static void eightRows(
            double[] a,
            int startOfA,
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
        int row = startOfB;
        int end = startOfA + depth * MOST_ROWS;
        for (int column = startOfA; column < end; column += MOST_ROWS) {
            DoubleVector bL = DoubleVector.fromArray(SPECIES, b, row);
            DoubleVector bR = DoubleVector.fromArray(SPECIES, b, row + LANES);
            DoubleVector a0 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[column]));
            s0L = a0.fma(bL, s0L);
            s0R = a0.fma(bR, s0R);
            DoubleVector a1 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[column + 1]));
            s1L = a1.fma(bL, s1L);
            s1R = a1.fma(bR, s1R);
            DoubleVector a2 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[column + 2]));
            s2L = a2.fma(bL, s2L);
            s2R = a2.fma(bR, s2R);
            DoubleVector a3 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[column + 3]));
            s3L = a3.fma(bL, s3L);
            s3R = a3.fma(bR, s3R);
            DoubleVector a4 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[column + 4]));
            s4L = a4.fma(bL, s4L);
            s4R = a4.fma(bR, s4R);
            DoubleVector a5 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[column + 5]));
            s5L = a5.fma(bL, s5L);
            s5R = a5.fma(bR, s5R);
            DoubleVector a6 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[column + 6]));
            s6L = a6.fma(bL, s6L);
            s6R = a6.fma(bR, s6R);
            DoubleVector a7 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[column + 7]));
            s7L = a7.fma(bL, s7L);
            s7R = a7.fma(bR, s7R);
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
    }

    private static void fourRows(
            double[] a,
            int startOfA,
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
        DoubleVector s0L = DoubleVector.fromArray(SPECIES, before, atBefore);
        DoubleVector s0R = DoubleVector.fromArray(SPECIES, before, atBefore + LANES);
        DoubleVector s1L = DoubleVector.fromArray(SPECIES, before, atBefore + rowOfBefore);
        DoubleVector s1R = DoubleVector.fromArray(SPECIES, before, atBefore + rowOfBefore + LANES);
        DoubleVector s2L = DoubleVector.fromArray(SPECIES, before, atBefore + 2 * rowOfBefore);
        DoubleVector s2R = DoubleVector.fromArray(SPECIES, before, atBefore + 2 * rowOfBefore + LANES);
        DoubleVector s3L = DoubleVector.fromArray(SPECIES, before, atBefore + 3 * rowOfBefore);
        DoubleVector s3R = DoubleVector.fromArray(SPECIES, before, atBefore + 3 * rowOfBefore + LANES);
        int row = startOfB;
        int end = startOfA + depth * MOST_ROWS;
        for (int column = startOfA; column < end; column += MOST_ROWS) {
            DoubleVector bL = DoubleVector.fromArray(SPECIES, b, row);
            DoubleVector bR = DoubleVector.fromArray(SPECIES, b, row + LANES);
            DoubleVector a0 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[column]));
            s0L = a0.fma(bL, s0L);
            s0R = a0.fma(bR, s0R);
            DoubleVector a1 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[column + 1]));
            s1L = a1.fma(bL, s1L);
            s1R = a1.fma(bR, s1R);
            DoubleVector a2 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[column + 2]));
            s2L = a2.fma(bL, s2L);
            s2R = a2.fma(bR, s2R);
            DoubleVector a3 = NUMBER_CLASS.cast(DoubleVector.broadcast(SPECIES, a[column + 3]));
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
}
