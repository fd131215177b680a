package dev.gradus.testkit.law;

import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.check.NumericalDerivative.Kind;
import dev.gradus.testkit.cases.Precision;
import dev.gradus.testkit.domain.Interval;
import java.util.function.DoubleUnaryOperator;

/**
 * The derivative of a function that is computed with few digits. The smallest steps see only rounding, so two large ones
 * are extrapolated.
 */
final class CoarseSlope {
    /** The part of the usual step that the shortest one is. */
    private static final double LEAST = 1.0 / 50;

    private CoarseSlope() {}

    /**
     * Estimates a derivative.
     *
     * @param magnitude that of the values
     * @param reach the magnitude of the numbers that move, whose rounding moves them by other steps
     */
    static Estimate of(
            Precision precision, DoubleUnaryOperator f, double x, Interval interval, double magnitude, double reach) {
        double part = precision.ofSlopes();
        double usual = Math.pow(precision.ulp(), 0.2); // extrapolation is wrong by step⁴, rounding by ulp / step
        double step =
                Math.min(usual * Math.max(1, Math.abs(x)), Math.min(x - interval.lower(), interval.upper() - x) / 2);
        double here = f.applyAsDouble(x);
        double largest = difference(f, x, step);
        double half = difference(f, x, step / 2);
        double slope = (4 * half - largest) / 3;
        double noise = precision.ulp() * (magnitude + Math.abs(slope) * reach) / step;
        double error = Math.abs(slope - half) + 8 * noise + part * Math.abs(slope);
        if (step < LEAST * usual || !Double.isFinite(slope)) {
            return inconclusive();
        }
        double quarter = step / 4;
        double left = (here - f.applyAsDouble(x - quarter)) / quarter;
        double right = (f.applyAsDouble(x + quarter) - here) / quarter;
        double apart = Math.abs(right - left);
        double unseen = 32 * noise + 4 * part * Math.abs(slope);
        double farApart = Math.abs(f.applyAsDouble(x + step) + f.applyAsDouble(x - step) - 2 * here) / step;
        if (apart > farApart / 2 && apart > unseen) {
            return new Estimate(Kind.KINK, (left + right) / 2, 8 * noise + apart / 8, left, right);
        }
        boolean bendsWithinSteps = Math.abs((left + right) / 2 - half) > Math.abs(half - largest) / 2 + unseen;
        return bendsWithinSteps ? inconclusive() : new Estimate(Kind.SMOOTH, slope, error, slope, slope);
    }

    private static Estimate inconclusive() {
        return new Estimate(Kind.INCONCLUSIVE, Double.NaN, Double.POSITIVE_INFINITY, Double.NaN, Double.NaN);
    }

    private static double difference(DoubleUnaryOperator f, double x, double step) {
        return (f.applyAsDouble(x + step) - f.applyAsDouble(x - step)) / (2 * step);
    }
}
