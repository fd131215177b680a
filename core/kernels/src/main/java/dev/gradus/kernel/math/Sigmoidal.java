package dev.gradus.kernel.math;

/**
 * The sigmoid functions, as quotients in w = e^(−|x|) ≤ 1, which cannot overflow.
 *
 * <p>A quotient a/d of rounded numbers is corrected by its own remainder: with d = denominator + lost exactly, {@code
 * a/d ≈ q + (a − q·denominator − q·lost)/d}, where 1/d follows from q, so that one division suffices.
 */
public final class Sigmoidal {
    /** Above this tanh rounds to 1. */
    public static final double TANH_GREATEST = 20;

    private Sigmoidal() {}

    /** Returns 1/(1 + w) for x ≥ 0, otherwise w/(1 + w). */
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
     * Returns (1 − w²)/(1 + w²) with the sign of x. With w² = 2^n·(1 + high + tail), the numerator is {@code (1 − 2^n)
     * − 2^n·high − 2^n·tail}. All terms but the tail are exact, and each is smaller than the one before. They are
     * summed with the rounding error of each addition, so nothing cancels at small x.
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

    /** Returns a if the mask is all ones, b if it is 0. Branches on random signs would be mispredicted. */
    private static double select(long mask, double a, double b) {
        long bits = (Double.doubleToRawLongBits(a) & mask) | (Double.doubleToRawLongBits(b) & ~mask);
        return Double.longBitsToDouble(bits);
    }
}
