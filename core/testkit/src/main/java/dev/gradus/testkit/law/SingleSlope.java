package dev.gradus.testkit.law;

import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.check.NumericalDerivative.Kind;
import dev.gradus.testkit.domain.Interval;
import java.util.function.DoubleUnaryOperator;

/**
 * The derivative of a function that is computed in float32. With seven digits the smallest steps see only rounding, so
 * two large ones are extrapolated.
 */
final class SingleSlope {
    private static final double ROUNDING = 0x1p-23;
    private static final double STEP = 0.05;
    private static final double LEAST_STEP = 1e-3;

    /** The part of a derivative by which float32 may be wrong; an estimate's error counts four times. */
    private static final double PART = 2.5e-4;

    private SingleSlope() {}

    /**
     * Estimates a derivative.
     *
     * @param magnitude that of the values
     * @param reach the magnitude of the numbers that move, whose rounding moves them by other steps
     */
    static Estimate of(DoubleUnaryOperator f, double x, Interval interval, double magnitude, double reach) {
        double step =
                Math.min(STEP * Math.max(1, Math.abs(x)), Math.min(x - interval.lower(), interval.upper() - x) / 2);
        double here = f.applyAsDouble(x);
        double largest = difference(f, x, step);
        double half = difference(f, x, step / 2);
        double slope = (4 * half - largest) / 3;
        double noise = ROUNDING * (magnitude + Math.abs(slope) * reach) / step;
        double error = Math.abs(slope - half) + 8 * noise + PART * Math.abs(slope);
        if (step < LEAST_STEP || !Double.isFinite(slope)) {
            return new Estimate(Kind.INCONCLUSIVE, Double.NaN, Double.POSITIVE_INFINITY, Double.NaN, Double.NaN);
        }
        double quarter = step / 4;
        double left = (here - f.applyAsDouble(x - quarter)) / quarter;
        double right = (f.applyAsDouble(x + quarter) - here) / quarter;
        double apart = Math.abs(right - left);
        double farApart = Math.abs(f.applyAsDouble(x + step) + f.applyAsDouble(x - step) - 2 * here) / step;
        boolean isKink = apart > farApart / 2 && apart > 32 * noise + 4 * PART * Math.abs(slope);
        return isKink
                ? new Estimate(Kind.KINK, (left + right) / 2, 8 * noise + apart / 8, left, right)
                : new Estimate(Kind.SMOOTH, slope, error, slope, slope);
    }

    private static double difference(DoubleUnaryOperator f, double x, double step) {
        return (f.applyAsDouble(x + step) - f.applyAsDouble(x - step)) / (2 * step);
    }
}
