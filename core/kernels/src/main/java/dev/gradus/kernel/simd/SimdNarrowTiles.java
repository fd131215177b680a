package dev.gradus.kernel.simd;

import static dev.gradus.kernel.simd.Simd.LANES;
import static dev.gradus.kernel.simd.Simd.NUMBER_CLASS;
import static dev.gradus.kernel.simd.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;

/** Tiles one vector wide, taller than {@link SimdTiles} so that they have as many sums. */
final class SimdNarrowTiles implements Tiles {
    static final int MOST_ROWS = LANES == 8 ? 16 : 8;

    @Override
    public int columns() {
        return LANES;
    }

    @Override
    public int fewestRows() {
        return 8;
    }

    @Override
    public int rows(int left) {
        return LANES < 8 || left < 16 ? 8 : 16;
    }

    @Override
    public void add(
            int rows,
            double[] a,
            int startOfA,
            int rowOfA,
            int innerOfA,
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
        if (rows == 16) {
            sixteenRows(
                    a,
                    startOfA,
                    rowOfA,
                    innerOfA,
                    b,
                    startOfB,
                    depth,
                    before,
                    atBefore,
                    rowOfBefore,
                    out,
                    at,
                    rowOfOut);
        } else {
            eightRows(
                    a,
                    startOfA,
                    rowOfA,
                    innerOfA,
                    b,
                    startOfB,
                    depth,
                    before,
                    atBefore,
                    rowOfBefore,
                    out,
                    at,
                    rowOfOut);
        }
    }

    static void sixteenRows(
            double[] a,
            int startOfA,
            int rowOfA,
            int innerOfA,
            double[] b,
            int startOfB,
            int depth,
            double[] before,
            int atBefore,
            int rowOfBefore,
            double[] out,
            int at,
            int rowOfOut) {
        DoubleVector s0 = DoubleVector.fromArray(SPECIES, before, atBefore);
        DoubleVector s1 = DoubleVector.fromArray(SPECIES, before, atBefore + rowOfBefore);
        DoubleVector s2 = DoubleVector.fromArray(SPECIES, before, atBefore + 2 * rowOfBefore);
        DoubleVector s3 = DoubleVector.fromArray(SPECIES, before, atBefore + 3 * rowOfBefore);
        DoubleVector s4 = DoubleVector.fromArray(SPECIES, before, atBefore + 4 * rowOfBefore);
        DoubleVector s5 = DoubleVector.fromArray(SPECIES, before, atBefore + 5 * rowOfBefore);
        DoubleVector s6 = DoubleVector.fromArray(SPECIES, before, atBefore + 6 * rowOfBefore);
        DoubleVector s7 = DoubleVector.fromArray(SPECIES, before, atBefore + 7 * rowOfBefore);
        DoubleVector s8 = DoubleVector.fromArray(SPECIES, before, atBefore + 8 * rowOfBefore);
        DoubleVector s9 = DoubleVector.fromArray(SPECIES, before, atBefore + 9 * rowOfBefore);
        DoubleVector s10 = DoubleVector.fromArray(SPECIES, before, atBefore + 10 * rowOfBefore);
        DoubleVector s11 = DoubleVector.fromArray(SPECIES, before, atBefore + 11 * rowOfBefore);
        DoubleVector s12 = DoubleVector.fromArray(SPECIES, before, atBefore + 12 * rowOfBefore);
        DoubleVector s13 = DoubleVector.fromArray(SPECIES, before, atBefore + 13 * rowOfBefore);
        DoubleVector s14 = DoubleVector.fromArray(SPECIES, before, atBefore + 14 * rowOfBefore);
        DoubleVector s15 = DoubleVector.fromArray(SPECIES, before, atBefore + 15 * rowOfBefore);
        int column = startOfA;
        for (int k = 0; k < depth; k++) {
            int row = startOfB + k * SimdTiles.COLUMNS;
            DoubleVector right = NUMBER_CLASS.cast(DoubleVector.fromArray(SPECIES, b, row));
            s0 = right.fma(DoubleVector.broadcast(SPECIES, a[column]), s0);
            s1 = right.fma(DoubleVector.broadcast(SPECIES, a[column + rowOfA]), s1);
            s2 = right.fma(DoubleVector.broadcast(SPECIES, a[column + 2 * rowOfA]), s2);
            s3 = right.fma(DoubleVector.broadcast(SPECIES, a[column + 3 * rowOfA]), s3);
            s4 = right.fma(DoubleVector.broadcast(SPECIES, a[column + 4 * rowOfA]), s4);
            s5 = right.fma(DoubleVector.broadcast(SPECIES, a[column + 5 * rowOfA]), s5);
            s6 = right.fma(DoubleVector.broadcast(SPECIES, a[column + 6 * rowOfA]), s6);
            s7 = right.fma(DoubleVector.broadcast(SPECIES, a[column + 7 * rowOfA]), s7);
            s8 = right.fma(DoubleVector.broadcast(SPECIES, a[column + 8 * rowOfA]), s8);
            s9 = right.fma(DoubleVector.broadcast(SPECIES, a[column + 9 * rowOfA]), s9);
            s10 = right.fma(DoubleVector.broadcast(SPECIES, a[column + 10 * rowOfA]), s10);
            s11 = right.fma(DoubleVector.broadcast(SPECIES, a[column + 11 * rowOfA]), s11);
            s12 = right.fma(DoubleVector.broadcast(SPECIES, a[column + 12 * rowOfA]), s12);
            s13 = right.fma(DoubleVector.broadcast(SPECIES, a[column + 13 * rowOfA]), s13);
            s14 = right.fma(DoubleVector.broadcast(SPECIES, a[column + 14 * rowOfA]), s14);
            s15 = right.fma(DoubleVector.broadcast(SPECIES, a[column + 15 * rowOfA]), s15);
            column += innerOfA;
        }
        NUMBER_CLASS.cast(s0).intoArray(out, at);
        NUMBER_CLASS.cast(s1).intoArray(out, at + rowOfOut);
        NUMBER_CLASS.cast(s2).intoArray(out, at + 2 * rowOfOut);
        NUMBER_CLASS.cast(s3).intoArray(out, at + 3 * rowOfOut);
        NUMBER_CLASS.cast(s4).intoArray(out, at + 4 * rowOfOut);
        NUMBER_CLASS.cast(s5).intoArray(out, at + 5 * rowOfOut);
        NUMBER_CLASS.cast(s6).intoArray(out, at + 6 * rowOfOut);
        NUMBER_CLASS.cast(s7).intoArray(out, at + 7 * rowOfOut);
        NUMBER_CLASS.cast(s8).intoArray(out, at + 8 * rowOfOut);
        NUMBER_CLASS.cast(s9).intoArray(out, at + 9 * rowOfOut);
        NUMBER_CLASS.cast(s10).intoArray(out, at + 10 * rowOfOut);
        NUMBER_CLASS.cast(s11).intoArray(out, at + 11 * rowOfOut);
        NUMBER_CLASS.cast(s12).intoArray(out, at + 12 * rowOfOut);
        NUMBER_CLASS.cast(s13).intoArray(out, at + 13 * rowOfOut);
        NUMBER_CLASS.cast(s14).intoArray(out, at + 14 * rowOfOut);
        NUMBER_CLASS.cast(s15).intoArray(out, at + 15 * rowOfOut);
    }

    static void eightRows(
            double[] a,
            int startOfA,
            int rowOfA,
            int innerOfA,
            double[] b,
            int startOfB,
            int depth,
            double[] before,
            int atBefore,
            int rowOfBefore,
            double[] out,
            int at,
            int rowOfOut) {
        DoubleVector s0 = DoubleVector.fromArray(SPECIES, before, atBefore);
        DoubleVector s1 = DoubleVector.fromArray(SPECIES, before, atBefore + rowOfBefore);
        DoubleVector s2 = DoubleVector.fromArray(SPECIES, before, atBefore + 2 * rowOfBefore);
        DoubleVector s3 = DoubleVector.fromArray(SPECIES, before, atBefore + 3 * rowOfBefore);
        DoubleVector s4 = DoubleVector.fromArray(SPECIES, before, atBefore + 4 * rowOfBefore);
        DoubleVector s5 = DoubleVector.fromArray(SPECIES, before, atBefore + 5 * rowOfBefore);
        DoubleVector s6 = DoubleVector.fromArray(SPECIES, before, atBefore + 6 * rowOfBefore);
        DoubleVector s7 = DoubleVector.fromArray(SPECIES, before, atBefore + 7 * rowOfBefore);
        int column = startOfA;
        for (int k = 0; k < depth; k++) {
            int row = startOfB + k * SimdTiles.COLUMNS;
            DoubleVector right = NUMBER_CLASS.cast(DoubleVector.fromArray(SPECIES, b, row));
            s0 = right.fma(DoubleVector.broadcast(SPECIES, a[column]), s0);
            s1 = right.fma(DoubleVector.broadcast(SPECIES, a[column + rowOfA]), s1);
            s2 = right.fma(DoubleVector.broadcast(SPECIES, a[column + 2 * rowOfA]), s2);
            s3 = right.fma(DoubleVector.broadcast(SPECIES, a[column + 3 * rowOfA]), s3);
            s4 = right.fma(DoubleVector.broadcast(SPECIES, a[column + 4 * rowOfA]), s4);
            s5 = right.fma(DoubleVector.broadcast(SPECIES, a[column + 5 * rowOfA]), s5);
            s6 = right.fma(DoubleVector.broadcast(SPECIES, a[column + 6 * rowOfA]), s6);
            s7 = right.fma(DoubleVector.broadcast(SPECIES, a[column + 7 * rowOfA]), s7);
            column += innerOfA;
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
