package dev.gradus.kernel.math;

/**
 * The hyperbolic sine and cosine and the inverse functions.
 *
 * <p>With the reduction of {@link Exponential}, {@code |x| = n·ln 2 + r}, and with {@code sinh r = r + r³·SH(r²)} and
 * {@code cosh r = 1 + r²/2 + r⁴·CH(r²)}, {@code sinh |x| = (2^(n−1) − 2^(−n−1))·cosh r + (2^(n−1) + 2^(−n−1))·sinh r}.
 * The cosine has the other sign. Nothing cancels, and for n = 0 the sine is that of r. SH and CH are minimax fits of
 * degree 5 with errors below 2^-59.
 */
public final class Hyperbolic {
    /** From here on both functions overflow, but 2^(n−2) does not. */
    static final double GREATEST = 710.5;

    /** Above this x² + 1 and x² − 1 round to x², which might overflow. */
    static final double LARGE = 0x1p28;

    /** Below this the inverse functions equal x. */
    static final double TINY = 0x1p-28;

    static final double SH0 = 0x1.5555555555555p-3;
    static final double SH1 = 0x1.1111111111113p-7;
    static final double SH2 = 0x1.a01a01a0187c6p-13;
    static final double SH3 = 0x1.71de3a5ece207p-19;
    static final double SH4 = 0x1.ae641bf9a747ep-26;
    static final double SH5 = 0x1.61d7ed76bc0a4p-33;

    static final double CH0 = 0x1.5555555555555p-5;
    static final double CH1 = 0x1.6c16c16c16c19p-10;
    static final double CH2 = 0x1.a01a01a018b8ep-16;
    static final double CH3 = 0x1.27e4fb7e253afp-22;
    static final double CH4 = 0x1.1eed6b2b40101p-29;
    static final double CH5 = 0x1.945bf38cadf3ep-37;

    /** Yields a quarter of the power of {@link Exponential#ROUND}: 2^(n−2), so that n = 1025 is in range as well. */
    private static final double ROUND_QUARTER = 0x1.8p52 + 1021;

    private Hyperbolic() {}

    public static double sinh(double x) {
        double magnitude = Math.abs(x);
        double bounded = magnitude > GREATEST ? GREATEST : magnitude;
        double shifted = Math.fma(bounded, Exponential.LOG2_E, ROUND_QUARTER);
        double n = shifted - ROUND_QUARTER;
        double high = Math.fma(-n, Exponential.LN2_HIGH, bounded);
        double low = -n * Exponential.LN2_LOW;
        double grown = Double.longBitsToDouble(Double.doubleToRawLongBits(shifted) << 52);
        double shrunk = 0x1p-4 / grown;
        double difference = grown - shrunk;
        double differenceLow = (grown - difference) - shrunk;
        double sum = grown + shrunk;
        double head = Math.fma(sum, high, difference);
        double lost = Math.fma(sum, high, difference - head);
        double tail = Math.fma(sum, sineTail(high, low), Math.fma(difference, cosineTail(high, low), differenceLow));
        return Math.copySign(2 * (head + (lost + tail)), x);
    }

    public static double cosh(double x) {
        double magnitude = Math.abs(x);
        double bounded = magnitude > GREATEST ? GREATEST : magnitude;
        double shifted = Math.fma(bounded, Exponential.LOG2_E, ROUND_QUARTER);
        double n = shifted - ROUND_QUARTER;
        double high = Math.fma(-n, Exponential.LN2_HIGH, bounded);
        double low = -n * Exponential.LN2_LOW;
        double grown = Double.longBitsToDouble(Double.doubleToRawLongBits(shifted) << 52);
        double shrunk = 0x1p-4 / grown;
        double difference = grown - shrunk;
        double sum = grown + shrunk;
        double sumLow = (grown - sum) + shrunk;
        double head = Math.fma(difference, high, sum);
        double lost = Math.fma(difference, high, sum - head);
        double tail = Math.fma(difference, sineTail(high, low), Math.fma(sum, cosineTail(high, low), sumLow));
        return 2 * (head + (lost + tail));
    }

    /** Returns ln(|x| + √(x² + 1)) with the sign of x. */
    public static double asinh(double x) {
        double a = Math.abs(x);
        double bounded = a > LARGE ? LARGE : a;
        double square = bounded * bounded;
        double squareLow = Math.fma(bounded, bounded, -square);
        double sum = square + 1;
        double lost = square > 1 ? 1 - (sum - square) : square - (sum - 1);
        double root = Math.sqrt(sum);
        double rootLow = (Math.fma(-root, root, sum) + (lost + squareLow)) / (2 * root);
        return Math.copySign(a < TINY ? a : logarithmOfSum(a, root, rootLow), x);
    }

    /** Returns ln(x + √(x² − 1)), NaN below 1. */
    public static double acosh(double x) {
        double bounded = x > LARGE ? LARGE : x;
        double square = bounded * bounded;
        double squareLow = Math.fma(bounded, bounded, -square);
        double difference = square - 1;
        double lost = (square - difference) - 1;
        double exact = difference + (lost + squareLow);
        double exactLow = ((difference - exact) + lost) + squareLow;
        double root = Math.sqrt(exact);
        double rootLow = (Math.fma(-root, root, exact) + exactLow) / (2 * root + Double.MIN_NORMAL);
        return x < 1 ? Double.NaN : logarithmOfSum(x, root, rootLow);
    }

    /** Returns ½·ln((1 + |x|)/(1 − |x|)) with the sign of x, computed as ½·ln(1 + 2|x|/(1 − |x|)). */
    public static double atanh(double x) {
        double a = Math.abs(x);
        double denominator = 1 - a;
        double denominatorLow = (1 - denominator) - a;
        double quotient = 2 * a / denominator;
        double remainder = Math.fma(-quotient, denominator, 2 * a) - quotient * denominatorLow;
        double logarithm = Logarithm.log1p(quotient, a < 1 ? remainder / denominator : 0);
        return Math.copySign(a < TINY ? a : 0.5 * logarithm, x);
    }

    /** Returns ln(a + root + rootLow), where the root is at most a, and is taken as a above {@link #LARGE}. */
    private static double logarithmOfSum(double a, double root, double rootLow) {
        boolean large = a > LARGE;
        double other = large ? 0 : root;
        double otherLow = large ? 0 : rootLow;
        double sum = a + other;
        double part = sum - a;
        double lost = (a - (sum - part)) + (other - part);
        return Logarithm.ofSum(sum, large ? 0 : lost + otherLow, large ? 1 : 0);
    }

    private static double sineTail(double high, double low) {
        double r = high + low;
        double square = r * r;
        double fourth = square * square;
        double s01 = Math.fma(square, SH1, SH0);
        double s23 = Math.fma(square, SH3, SH2);
        double s45 = Math.fma(square, SH5, SH4);
        double s = Math.fma(fourth, Math.fma(fourth, s45, s23), s01);
        return Math.fma(square * r, s, low);
    }

    private static double cosineTail(double high, double low) {
        double r = high + low;
        double square = r * r;
        double fourth = square * square;
        double c01 = Math.fma(square, CH1, CH0);
        double c23 = Math.fma(square, CH3, CH2);
        double c45 = Math.fma(square, CH5, CH4);
        double c = Math.fma(fourth, Math.fma(fourth, c45, c23), c01);
        return Math.fma(fourth, c, 0.5 * square);
    }
}
