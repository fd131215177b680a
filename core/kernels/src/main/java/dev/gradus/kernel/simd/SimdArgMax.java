package dev.gradus.kernel.simd;

import static dev.gradus.kernel.simd.Simd.LANES;
import static dev.gradus.kernel.simd.Simd.SPECIES;

import dev.gradus.kernel.math.Maximum;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The index of the greatest element of each row. In a long row, vectors find the pieces that contain a new maximum or NaN,
 * which are few. Short rows are computed several at a time.
 */
final class SimdArgMax {
    private static final int PIECE = 4 * LANES;

    private static final int[] STARTS = new int[LANES];

    private final int[] starts = new int[LANES];

    /** Writes the index for each row, for short rows only as far as whole vectors go. Returns the number of rows. */
    int rows(double[] x, int at, int rows, int length, double[] out, int atOut) {
        if (length > PIECE) {
            for (int row = 0; row < rows; row++) {
                out[atOut + row] = longRow(x, at + row * length, length);
            }
            return rows;
        }
        int whole = Simd.whole(rows);
        for (int lane = 0; lane < LANES; lane++) {
            starts[lane] = lane * length;
        }
        for (int row = 0; row < whole; row += LANES) {
            int from = at + row * length;
            if (!shortRows(x, from, length, starts, out, atOut + row)) {
                for (int lane = 0; lane < LANES; lane++) {
                    out[atOut + row + lane] = Maximum.index(x, from + lane * length, length);
                }
            }
        }
        return whole;
    }

    /** Compares two pieces of a long row, and short rows if there are elements. For the warm-up. */
    static void sample(double[][] arrays, int start, int from, int to) {
        longRow(arrays[0], from, 2 * PIECE);
        shortRows(arrays[0], from, Math.min(8, to - from), STARTS, arrays[1], from);
    }

    /** Returns false if there is a NaN. */
    private static boolean shortRows(double[] x, int at, int length, int[] starts, double[] out, int atOut) {
        if (length == 0) {
            return true;
        }
        DoubleVector greatest = DoubleVector.fromArray(SPECIES, x, at, starts, 0);
        DoubleVector index = DoubleVector.zero(SPECIES);
        DoubleVector nan = greatest;
        for (int i = 1; i < length; i++) {
            DoubleVector value = DoubleVector.fromArray(SPECIES, x, at + i, starts, 0);
            VectorMask<Double> isGreater = value.compare(VectorOperators.GT, greatest);
            greatest = greatest.blend(value, isGreater);
            index = index.blend(DoubleVector.broadcast(SPECIES, i), isGreater);
            nan = nan.blend(value, value.compare(VectorOperators.NE, value));
        }
        index.intoArray(out, atOut);
        return !nan.compare(VectorOperators.NE, nan).anyTrue();
    }

    private static int longRow(double[] x, int at, int length) {
        int index = Maximum.index(x, at, PIECE);
        for (int i = PIECE; i < length; i += PIECE) {
            if (i > length - PIECE || !isAtMost(x, at + i, x[at + index])) {
                index = Maximum.index(x, at, index, i, Math.min(i + PIECE, length));
            }
        }
        return index;
    }

    /** Whether a piece contains no NaN and nothing greater. */
    private static boolean isAtMost(double[] x, int at, double greatest) {
        DoubleVector most = DoubleVector.broadcast(SPECIES, greatest);
        return DoubleVector.fromArray(SPECIES, x, at)
                .compare(VectorOperators.LE, most)
                .and(DoubleVector.fromArray(SPECIES, x, at + LANES).compare(VectorOperators.LE, most))
                .and(DoubleVector.fromArray(SPECIES, x, at + 2 * LANES).compare(VectorOperators.LE, most))
                .and(DoubleVector.fromArray(SPECIES, x, at + 3 * LANES).compare(VectorOperators.LE, most))
                .allTrue();
    }
}
