package dev.gradus.kernel.math;

/**
 * The S-shaped quotients of w = e^(−|x|) ≤ 1, which cannot overflow.
 *
 * <p>A quotient a/d of rounded numbers is corrected by its own remainder: with d = denominator + lost exactly,
 * {@code a/d ≈ q + (a − q·denominator − q·lost)/d}, where 1/d follows from q itself, so that one division is enough.
 */
public final class Sigmoidal {
    /** Beyond this tanh rounds to 1. */
    public static final double TANH_GREATEST = 20;

    private Sigmoidal() {}

    /** 1/(1 + w) where x ≥ 0, w/(1 + w) where x < 0. */
    public static double sigmoid(double x) {
        long negative = Double.doubleToRawLongBits(x) >> 63;
        double w = Exponential.exp(-Math.abs(x));
        double denominator = 1 + w;
        double lost = w - (denominator - 1);
        double numerator = select(negative, w, 1);
        double q = numerator / denominator;
        double remainder = Math.fma(-q, denominator, numerator) - q * lost;
        return Math.fma(remainder, select(negative, 1 - q, q), q);
    }

    /**
     * (1 − w²)/(1 + w²), with the sign of x. With w² = 2^n·(1 + high + tail), the numerator is
     * {@code (1 − 2^n) − 2^n·high − 2^n·tail}: exact terms but for the tail, each smaller than the one before, summed
     * with what each addition loses; so nothing cancels at small x.
     */
    public static double tanh(double x) {
        double magnitude = Math.abs(x);
        double doubled = -2 * (magnitude > TANH_GREATEST ? TANH_GREATEST : magnitude);
        double shifted = Math.fma(doubled, Exponential.LOG2_E, Exponential.ROUND);
        double n = shifted - Exponential.ROUND;
        double scale = Double.longBitsToDouble(Double.doubleToRawLongBits(shifted) << 52);
        double high = Math.fma(-n, Exponential.LN2_HIGH, doubled);
        double tail = scale * Exponential.tail(high, -n * Exponential.LN2_LOW);
        double head = scale * high;

        double difference = 1 - scale;
        double sum = difference - head;
        double numerator = sum - tail;
        double lost = ((1 - difference) - scale) + ((difference - sum) - head);
        double numeratorLost = ((sum - numerator) - tail) + lost;
        double denominator = 2 - numerator;
        double denominatorLost = ((2 - denominator) - numerator) - numeratorLost;
        double q = numerator / denominator;
        double remainder = Math.fma(-q, denominator, numerator) + (numeratorLost - q * denominatorLost);
        return Math.copySign(Math.fma(remainder, Math.fma(0.5, q, 0.5), q), x);
    }

    /** a where the mask is all ones, b where it is 0: signs are often random, and a branch on them mispredicted. */
    private static double select(long mask, double a, double b) {
        long bits = (Double.doubleToRawLongBits(a) & mask) | (Double.doubleToRawLongBits(b) & ~mask);
        return Double.longBitsToDouble(bits);
    }
}
