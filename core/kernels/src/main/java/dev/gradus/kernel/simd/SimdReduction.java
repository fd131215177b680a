package dev.gradus.kernel.simd;

import static dev.gradus.kernel.simd.Simd.LANES;
import static dev.gradus.kernel.simd.Simd.NUMBER_CLASS;
import static dev.gradus.kernel.simd.Simd.SPECIES;

import dev.gradus.kernel.math.Sums;
import jdk.incubator.vector.DoubleVector;

/** Sums on vectors, in the order of {@link Sums}. */
final class SimdReduction {
    private SimdReduction() {}

    static double sum(double[] x, int at, int count) {
        if (count > Sums.BLOCK) {
            int left = Sums.leftPart(count);
            return sum(x, at, left) + sum(x, at + left, count - left);
        }
        return LANES == 8 ? inOneVector(x, at, count) : inTwoVectors(x, at, count);
    }

    private static double inOneVector(double[] x, int at, int count) {
        if (count == 0) {
            return 0;
        }
        DoubleVector lanes = DoubleVector.zero(SPECIES);
        int i = 0;
        for (; i <= count - 8; i += 8) {
            lanes = lanes.add(DoubleVector.fromArray(SPECIES, x, at + i));
        }
        return Sums.ofLanes(
                plus(lanes.lane(0), x, at, i, count),
                plus(lanes.lane(1), x, at, i + 1, count),
                plus(lanes.lane(2), x, at, i + 2, count),
                plus(lanes.lane(3), x, at, i + 3, count),
                plus(lanes.lane(4), x, at, i + 4, count),
                plus(lanes.lane(5), x, at, i + 5, count),
                plus(lanes.lane(6), x, at, i + 6, count),
                lanes.lane(7));
    }

    private static double inTwoVectors(double[] x, int at, int count) {
        if (count == 0) {
            return 0;
        }
        DoubleVector lower = DoubleVector.zero(SPECIES);
        DoubleVector upper = DoubleVector.zero(SPECIES);
        int i = 0;
        for (; i <= count - 8; i += 8) {
            lower = lower.add(DoubleVector.fromArray(SPECIES, x, at + i));
            upper = upper.add(DoubleVector.fromArray(SPECIES, x, at + i + 4));
        }
        return Sums.ofLanes(
                plus(lower.lane(0), x, at, i, count),
                plus(lower.lane(1), x, at, i + 1, count),
                plus(lower.lane(2), x, at, i + 2, count),
                plus(lower.lane(3), x, at, i + 3, count),
                plus(upper.lane(0), x, at, i + 4, count),
                plus(upper.lane(1), x, at, i + 5, count),
                plus(upper.lane(2), x, at, i + 6, count),
                upper.lane(3));
    }

    private static double plus(double lane, double[] x, int at, int i, int count) {
        return i < count ? lane + x[at + i] : lane;
    }

    /** Computes the sums of as many adjacent columns as a vector has lanes. {@code partial} stores partial sums. */
    static void sumColumns(
            double[] x, int at, int rows, int stride, double[] out, int atOut, double[] partial, int free) {
        if (rows > Sums.BLOCK) {
            int upper = Sums.leftPart(rows);
            sumColumns(x, at, upper, stride, out, atOut, partial, free);
            sumColumns(x, at + upper * stride, rows - upper, stride, partial, free, partial, free + LANES);
            DoubleVector.fromArray(SPECIES, out, atOut)
                    .add(DoubleVector.fromArray(SPECIES, partial, free))
                    .intoArray(out, atOut);
        } else {
            blockOfColumns(x, at, rows, stride, out, atOut);
        }
    }

    /** Sums a block of columns. Each lane of the summation order is a vector, whose own lanes belong to the columns. */
    private static void blockOfColumns(double[] x, int start, int rows, int stride, double[] out, int atOut) {
        if (rows == 0) {
            return;
        }
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = DoubleVector.zero(SPECIES);
        DoubleVector s2 = DoubleVector.zero(SPECIES);
        DoubleVector s3 = DoubleVector.zero(SPECIES);
        DoubleVector s4 = DoubleVector.zero(SPECIES);
        DoubleVector s5 = DoubleVector.zero(SPECIES);
        DoubleVector s6 = DoubleVector.zero(SPECIES);
        DoubleVector s7 = DoubleVector.zero(SPECIES);
        int at = start;
        int left = rows;
        for (; left >= 8; left -= 8, at += 8 * stride) {
            s0 = NUMBER_CLASS.cast(s0).add(DoubleVector.fromArray(SPECIES, x, at));
            s1 = NUMBER_CLASS.cast(s1).add(DoubleVector.fromArray(SPECIES, x, at + stride));
            s2 = NUMBER_CLASS.cast(s2).add(DoubleVector.fromArray(SPECIES, x, at + 2 * stride));
            s3 = NUMBER_CLASS.cast(s3).add(DoubleVector.fromArray(SPECIES, x, at + 3 * stride));
            s4 = NUMBER_CLASS.cast(s4).add(DoubleVector.fromArray(SPECIES, x, at + 4 * stride));
            s5 = NUMBER_CLASS.cast(s5).add(DoubleVector.fromArray(SPECIES, x, at + 5 * stride));
            s6 = NUMBER_CLASS.cast(s6).add(DoubleVector.fromArray(SPECIES, x, at + 6 * stride));
            s7 = NUMBER_CLASS.cast(s7).add(DoubleVector.fromArray(SPECIES, x, at + 7 * stride));
        }
        s0 = left > 0 ? NUMBER_CLASS.cast(s0).add(DoubleVector.fromArray(SPECIES, x, at)) : s0;
        s1 = left > 1 ? NUMBER_CLASS.cast(s1).add(DoubleVector.fromArray(SPECIES, x, at + stride)) : s1;
        s2 = left > 2 ? NUMBER_CLASS.cast(s2).add(DoubleVector.fromArray(SPECIES, x, at + 2 * stride)) : s2;
        s3 = left > 3 ? NUMBER_CLASS.cast(s3).add(DoubleVector.fromArray(SPECIES, x, at + 3 * stride)) : s3;
        s4 = left > 4 ? NUMBER_CLASS.cast(s4).add(DoubleVector.fromArray(SPECIES, x, at + 4 * stride)) : s4;
        s5 = left > 5 ? NUMBER_CLASS.cast(s5).add(DoubleVector.fromArray(SPECIES, x, at + 5 * stride)) : s5;
        s6 = left > 6 ? NUMBER_CLASS.cast(s6).add(DoubleVector.fromArray(SPECIES, x, at + 6 * stride)) : s6;
        s0.add(s4).add(s2.add(s6)).add(s1.add(s5).add(s3.add(s7))).intoArray(out, atOut);
    }
}
