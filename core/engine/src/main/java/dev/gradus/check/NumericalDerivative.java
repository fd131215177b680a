package dev.gradus.check;

import dev.gradus.check.Richardson.Limit;
import dev.gradus.check.StepSequence.Side;
import dev.gradus.run.Verdict;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/**
 * Estimates the derivative of a function of one number from its values alone, as the reference for a formula.
 *
 * <p>Slopes (f(x + h) − f(x − h)) / 2h over ever smaller steps h are extrapolated to h = 0 (Richardson), and the entry of
 * the tableau with the least error is chosen (Ridders). For a smooth function that varies on the scale of max(|x|, 1), the
 * result is accurate to about 13 digits. Each {@link Estimate} includes its own error, which accounts for the rounding of
 * f's values.
 *
 * <p>The first step is a sixth of max(|x|, 1), or less near the edge of the domain. Steps decrease to 6·10⁻⁴ of that, then
 * to 2·10⁻⁵ and to 3·10⁻⁹ if the slopes have not settled, which takes 17, 25 or 47 values of f. If the slopes on the two
 * sides then seem to differ, or do not settle, another sequence of steps is tried with as many values. The reason is that
 * where large numbers cancel in f, rounding resembles a kink a few times in a million, but not twice.
 *
 * <p>Unless the slopes on both sides clearly meet, each side is also extrapolated separately. If they settle on different
 * values, f has a kink, and a rule may return any number between them.
 *
 * <pre>{@code
 * NumericalDerivative.of(Math::sin, 1).value();                               // 0.5403023058681…
 * NumericalDerivative.of(Math::abs, 0);                                       // a kink, slopes −1 and 1
 * NumericalDerivative.of(Math::log, 1e-9, 0, Double.POSITIVE_INFINITY);       // never evaluates log at 0 or below
 * }</pre>
 */
public final class NumericalDerivative {
    /** Not a simple fraction, so that the steps are no multiples of an oscillating function's period. */
    private static final double FIRST_STEP = 0.1618;

    /** The second sequence of steps, with different rounding, as a fraction of the first. */
    private static final double SECOND_OPINION = 0.73;

    /** At a kink, the slopes on both sides differ by more than this multiple of their errors, */
    private static final double KINK_ERRORS = 4;

    /** and by more than this fraction of an ordinary slope. */
    private static final double KINK = 1e-9;

    /** A larger error, as a fraction of an ordinary slope, means that the slopes did not settle. */
    private static final double SETTLED = 1e-5;

    /**
     * Nearer to an edge than this fraction of the first step, rounding spoils two-sided slopes. Only one side is then used,
     * although it cannot detect a kink at x.
     */
    private static final double CRAMPED = 1e-4;

    private NumericalDerivative() {}

    /** The behavior of a function at a point. */
    public enum Kind {
        /** The derivative exists. At the edge of the domain, it is one-sided. */
        SMOOTH,
        /** The slopes on the left and on the right differ for arbitrarily small steps. */
        KINK,
        /** The value itself jumps. */
        JUMP,
        /**
         * The derivative cannot be determined: f is infinite or NaN at x or all around it, the tangent is vertical, or the
         * slopes do not settle.
         */
        INCONCLUSIVE
    }

    /**
     * A numerical derivative and its error.
     *
     * @param kind the behavior of the function
     * @param value the derivative; at a kink, the mean of both slopes; NaN for a kind without a derivative
     * @param error the estimated absolute error of the value (at a kink, of the slopes), usually too large rather than too
     *     small; infinite without a value
     * @param leftSlope the slope on the left, which is the value where f is smooth; infinite at a cusp and where the
     *     tangent is vertical, if the check of a gradient finds one
     * @param rightSlope the slope on the right, like the one on the left
     */
    public record Estimate(Kind kind, double value, double error, double leftSlope, double rightSlope) {
        /** The actual error may be this multiple of the estimated one. */
        private static final double SAFETY = 4;

        static Estimate smooth(Limit limit) {
            return new Estimate(Kind.SMOOTH, limit.value(), limit.error(), limit.value(), limit.value());
        }

        static Estimate kink(Limit left, Limit right) {
            return new Estimate(
                    Kind.KINK,
                    left.value() / 2 + right.value() / 2,
                    Math.max(left.error(), right.error()),
                    left.value(),
                    right.value());
        }

        static Estimate none(Kind kind) {
            return new Estimate(kind, Double.NaN, Double.POSITIVE_INFINITY, Double.NaN, Double.NaN);
        }

        /** Returns the estimate for this multiple of the function. */
        Estimate times(double factor) {
            return new Estimate(
                    kind,
                    factor * value,
                    Math.abs(factor) * error,
                    factor == 0 ? 0 : factor * leftSlope,
                    factor == 0 ? 0 : factor * rightSlope);
        }

        /** Returns whether the function has a derivative. */
        public boolean isSmooth() {
            return kind == Kind.SMOOTH;
        }

        /**
         * Judges a derivative computed by a formula.
         *
         * <ul>
         *   <li>Where f is smooth, it must be within {@code rtol·max(|value|, scale) + 4·error} of the value: {@link
         *       Verdict#PASS}, otherwise {@link Verdict#WRONG}.
         *   <li>At a kink, it must lie between both slopes, with the same allowance: {@link Verdict#AT_KINK}, otherwise
         *       WRONG. The slopes at the cusp of √|x| are −∞ and ∞, so any number is right. Where both are the same infinity, as
         *       at the vertical tangent of ∛x, only that is right, and other numbers are INCONCLUSIVE.
         *   <li>At a jump nothing is right, but the rule of a piecewise constant function returns 0: AT_KINK for 0,
         *       otherwise {@link Verdict#INCONCLUSIVE}.
         *   <li>Where the derivative cannot be determined, INCONCLUSIVE.
         * </ul>
         *
         * @param rtol the relative tolerance, such as 1e-8
         * @param scale the magnitude below which derivatives are compared absolutely, such as the largest derivative with
         *     respect to any element of the same input; 0 if there is none
         */
        public Verdict judge(double analytic, double rtol, double scale) {
            return switch (kind) {
                case SMOOTH -> isBetween(value, value, analytic, rtol, scale) ? Verdict.PASS : Verdict.WRONG;
                case KINK -> atKink(analytic, rtol, scale);
                case JUMP -> analytic == 0 ? Verdict.AT_KINK : Verdict.INCONCLUSIVE;
                case INCONCLUSIVE -> Verdict.INCONCLUSIVE;
            };
        }

        private Verdict atKink(double analytic, double rtol, double scale) {
            if (leftSlope == rightSlope && Double.isInfinite(leftSlope)) {
                return analytic == leftSlope ? Verdict.AT_KINK : Verdict.INCONCLUSIVE;
            }
            boolean isCusp = Double.isInfinite(leftSlope) && Double.isInfinite(rightSlope);
            boolean isRight = isCusp
                    ? !Double.isNaN(analytic)
                    : isBetween(
                            Math.min(leftSlope, rightSlope), Math.max(leftSlope, rightSlope), analytic, rtol, scale);
            return isRight ? Verdict.AT_KINK : Verdict.WRONG;
        }

        private boolean isBetween(double least, double most, double analytic, double rtol, double scale) {
            double magnitude = Math.max(scale, Math.max(Math.abs(least), Math.abs(most)));
            double allowed = rtol * magnitude + SAFETY * error;
            return analytic >= least - allowed && analytic <= most + allowed;
        }
    }

    /** Estimates the derivative of a function that is defined everywhere around x. */
    public static Estimate of(DoubleUnaryOperator f, double x) {
        return of(f, x, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /**
     * Estimates the derivative of a function that is defined between low and high. Apart from x itself, it is evaluated only
     * at points strictly between them and at most half as far from x as the edge, so the interval may be open or closed. At
     * an edge, the derivative is one-sided.
     *
     * @throws IllegalArgumentException if x is not finite or not between low and high
     */
    public static Estimate of(DoubleUnaryOperator f, double x, double low, double high) {
        return of(f, x, low, high, 0);
    }

    /**
     * Estimates the derivative of a function whose values are less accurate than their precision.
     *
     * @param noise the absolute rounding error of f's values if it exceeds 2⁻⁵² of them, as for small differences of large
     *     numbers
     * @throws IllegalArgumentException if x is not finite or not between low and high, or noise is negative or not finite
     */
    public static Estimate of(DoubleUnaryOperator f, double x, double low, double high, double noise) {
        Objects.requireNonNull(f, "f");
        if (!(Double.isFinite(x) && low <= x && x <= high)) {
            throw new IllegalArgumentException(
                    "x must be a finite number in the domain from " + low + " to " + high + ", but is " + x);
        }
        if (!(noise >= 0 && Double.isFinite(noise))) {
            throw new IllegalArgumentException("The noise of f's values must be finite and not negative, not " + noise);
        }
        return of(f, x, f.applyAsDouble(x), low, high, noise, Claim.NONE);
    }

    /**
     * Estimates a derivative that is expected to have the claimed value: eight values of f usually confirm it.
     *
     * @param fx the value of f at x
     */
    static Estimate of(DoubleUnaryOperator f, double x, double fx, double low, double high, double noise, Claim claim) {
        if (!Double.isFinite(fx)) {
            return Estimate.none(Kind.INCONCLUSIVE);
        }
        Estimate estimate = estimate(f, x, fx, low, high, noise, 1, claim);
        if (estimate.isSmooth() || estimate.kind == Kind.JUMP) {
            return estimate;
        }
        Estimate second = estimate(f, x, fx, low, high, noise, SECOND_OPINION, Claim.NONE);
        return second.isSmooth() ? second : estimate;
    }

    private static Estimate estimate(
            DoubleUnaryOperator f,
            double x,
            double fx,
            double low,
            double high,
            double noise,
            double part,
            Claim claim) {
        double width = Math.max(Math.abs(x), 1);
        double step = part * reach(x);
        double onLeft = Math.min(step, part * (x - low) / 2);
        double onRight = Math.min(step, part * (high - x) / 2);
        double onBoth = Math.min(onLeft, onRight);
        double onOne = Math.max(onLeft, onRight);
        Estimate estimate = onBoth > 0
                ? bySides(new StepSequence(f, x, fx, onBoth, Side.BOTH, noise, claim), width)
                : Estimate.none(Kind.INCONCLUSIVE);
        boolean cramped = onBoth < Math.min(CRAMPED * step, onOne);
        if (cramped && (estimate.isSmooth() || estimate.kind == Kind.INCONCLUSIVE)) {
            Side side = onLeft > onRight ? Side.LEFT : Side.RIGHT;
            Estimate oneSided = byOneSide(new StepSequence(f, x, fx, onOne, side, noise, Claim.NONE), width);
            return oneSided.error < estimate.error ? oneSided : estimate;
        }
        return estimate;
    }

    static double reach(double x) {
        return FIRST_STEP * Math.max(Math.abs(x), 1);
    }

    private static Estimate bySides(StepSequence ladder, double width) {
        if (ladder.isConfirmed()) {
            return Estimate.smooth(ladder.slope());
        }
        if (ladder.isTooShort()) {
            return Estimate.none(Kind.INCONCLUSIVE);
        }
        if (ladder.jumps()) {
            return Estimate.none(Kind.JUMP);
        }
        Limit left = ladder.leftSlope();
        Limit right = ladder.rightSlope();
        Limit slope = ladder.slope();
        double scale = Math.max(
                ladder.magnitude() / width,
                Math.max(Math.abs(slope.value()), Math.max(Math.abs(left.value()), Math.abs(right.value()))));
        if (!(Math.max(slope.error(), Math.max(left.error(), right.error())) <= SETTLED * scale)) {
            return Estimate.none(Kind.INCONCLUSIVE);
        }
        double apart = right.value() - left.value();
        if (Math.abs(apart) <= KINK_ERRORS * (left.error() + right.error()) + KINK * scale) {
            return Estimate.smooth(slope);
        }
        return ladder.keepApart(apart) ? Estimate.kink(left, right) : Estimate.none(Kind.INCONCLUSIVE);
    }

    private static Estimate byOneSide(StepSequence ladder, double width) {
        if (ladder.isTooShort()) {
            return Estimate.none(Kind.INCONCLUSIVE);
        }
        if (ladder.jumps()) {
            return Estimate.none(Kind.JUMP);
        }
        Limit slope = ladder.slope();
        double scale = Math.max(ladder.magnitude() / width, Math.abs(slope.value()));
        return ladder.hasSettled() && slope.error() <= SETTLED * scale
                ? Estimate.smooth(slope)
                : Estimate.none(Kind.INCONCLUSIVE);
    }
}
