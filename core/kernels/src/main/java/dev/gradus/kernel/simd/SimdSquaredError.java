package dev.gradus.kernel.simd;

import static dev.gradus.kernel.simd.Simd.LANES;
import static dev.gradus.kernel.simd.Simd.SPECIES;

import dev.gradus.kernel.math.Sums;
import dev.gradus.kernel.scalar.ScalarSquaredError;
import jdk.incubator.vector.DoubleVector;

/** Σ (a − b)² on vectors, in the order of {@link Sums}, without storing the differences. */
final class SimdSquaredError {
    private SimdSquaredError() {}

    static double ofBlock(double[] a, int atA, double[] b, int atB, int count) {
        return LANES == 8 ? inOneVector(a, atA, b, atB, count) : inTwoVectors(a, atA, b, atB, count);
    }

    private static double inOneVector(double[] a, int atA, double[] b, int atB, int count) {
        if (count == 0) {
            return 0;
        }
        DoubleVector lanes = DoubleVector.zero(SPECIES);
        int i = 0;
        for (; i <= count - 8; i += 8) {
            DoubleVector error =
                    DoubleVector.fromArray(SPECIES, a, atA + i).sub(DoubleVector.fromArray(SPECIES, b, atB + i));
            lanes = lanes.add(error.mul(error));
        }
        return Sums.ofLanes(
                plus(lanes.lane(0), a, atA, b, atB, i, count),
                plus(lanes.lane(1), a, atA, b, atB, i + 1, count),
                plus(lanes.lane(2), a, atA, b, atB, i + 2, count),
                plus(lanes.lane(3), a, atA, b, atB, i + 3, count),
                plus(lanes.lane(4), a, atA, b, atB, i + 4, count),
                plus(lanes.lane(5), a, atA, b, atB, i + 5, count),
                plus(lanes.lane(6), a, atA, b, atB, i + 6, count),
                lanes.lane(7));
    }

    private static double inTwoVectors(double[] a, int atA, double[] b, int atB, int count) {
        if (count == 0) {
            return 0;
        }
        DoubleVector lower = DoubleVector.zero(SPECIES);
        DoubleVector upper = DoubleVector.zero(SPECIES);
        int i = 0;
        for (; i <= count - 8; i += 8) {
            DoubleVector low =
                    DoubleVector.fromArray(SPECIES, a, atA + i).sub(DoubleVector.fromArray(SPECIES, b, atB + i));
            DoubleVector high = DoubleVector.fromArray(SPECIES, a, atA + i + 4)
                    .sub(DoubleVector.fromArray(SPECIES, b, atB + i + 4));
            lower = lower.add(low.mul(low));
            upper = upper.add(high.mul(high));
        }
        return Sums.ofLanes(
                plus(lower.lane(0), a, atA, b, atB, i, count),
                plus(lower.lane(1), a, atA, b, atB, i + 1, count),
                plus(lower.lane(2), a, atA, b, atB, i + 2, count),
                plus(lower.lane(3), a, atA, b, atB, i + 3, count),
                plus(upper.lane(0), a, atA, b, atB, i + 4, count),
                plus(upper.lane(1), a, atA, b, atB, i + 5, count),
                plus(upper.lane(2), a, atA, b, atB, i + 6, count),
                upper.lane(3));
    }

    private static double plus(double lane, double[] a, int atA, double[] b, int atB, int i, int count) {
        return i < count ? lane + ScalarSquaredError.square(a[atA + i] - b[atB + i]) : lane;
    }
}
