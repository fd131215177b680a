package dev.gradus.check;

import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.kernel.math.Elementary;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * Detects slopes that grow without bound: the cusp of √|x|, and the vertical tangent of ∛x or, at the edge of its domain, of
 * √x. Over ever smaller steps h, such slopes grow like a negative power of h, whereas rounding or a jump makes them grow
 * like 1/h.
 */
final class Steepness {
    private static final double RATIO = Math.sqrt(5);

    /** The finest steps are the first one divided by powers of the ratio up to this. */
    private static final int LAST = 22;

    private static final int STEPS = 10;

    /** From one step to the next, slopes grow at least by this factor, */
    private static final double LEAST_GROWTH = 1.05;

    /** and at most by this, or f might not be continuous. */
    private static final double MOST_GROWTH = 0.95 * RATIO;

    /** The change of f over a step exceeds the rounding of f by this factor. */
    private static final double ROUNDINGS = 1000;

    private Steepness() {}

    /**
     * Returns the slopes on both sides as those of a kink, if at least one of them is infinite. Where f is not defined on one
     * side, its slope counts for both.
     *
     * @param fx the value of f at x, which is finite
     */
    static Optional<Estimate> of(DoubleUnaryOperator f, double x, double fx, double noise, Domain domain) {
        double left = slope(f, x, fx, noise, domain, -1);
        double right = slope(f, x, fx, noise, domain, 1);
        left = left == 0 ? right : left;
        right = right == 0 ? left : right;
        return Double.isInfinite(left) && Double.isInfinite(right)
                ? Optional.of(new Estimate(NumericalDerivative.Kind.KINK, Double.NaN, 0, left, right))
                : Optional.empty();
    }

    /** Returns ±∞ for a slope that grows without bound, NaN for another one, and 0 where f is not defined. */
    private static double slope(DoubleUnaryOperator f, double x, double fx, double noise, Domain domain, int side) {
        double before = Double.NaN;
        for (int step = LAST - STEPS; step <= LAST; step++) {
            double moved = x + side * NumericalDerivative.reach(x) * Elementary.pow(RATIO, -step);
            double fMoved = domain.contains(moved) ? f.applyAsDouble(moved) : Double.NaN;
            if (Double.isNaN(fMoved)) {
                return 0;
            }
            double change = fMoved - fx;
            double slope = change / (moved - x);
            double rounding = Math.max(noise, Math.ulp(Math.max(Math.abs(fx), Math.abs(fMoved))));
            double growth = slope / before;
            boolean grows = step == LAST - STEPS || growth >= LEAST_GROWTH && growth <= MOST_GROWTH;
            if (!grows || !(Math.abs(change) > ROUNDINGS * rounding)) {
                return Double.NaN;
            }
            before = slope;
        }
        return Math.copySign(Double.POSITIVE_INFINITY, before);
    }
}
