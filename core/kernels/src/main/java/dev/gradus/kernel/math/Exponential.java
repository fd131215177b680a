package dev.gradus.kernel.math;

/**
 * The exponential functions, computed by one reduction and one polynomial.
 *
 * <p>Reduction: {@code x = n·ln 2 + r} with {@code n} the integer nearest to {@code x/ln 2}, so that |r| ≤ 0.3466. With
 * ln 2 as a sum of two doubles, {@code high = x − n·LN2_HIGH} is exact (one fma, at most 53 bits remain) and {@code low
 * = −n·LN2_LOW} is the remainder. Then {@code e^r − 1 = high + (low + r²·q(r))}, where q has degree 9 and is the
 * minimax fit (Remez exchange, 50 digits) of {@code (e^r − 1 − r)/r²} with q(0) = 1/2 fixed; its error relative to e^r
 * is below 2^-57.
 *
 * <p>The code has no branches. Adding {@link #ROUND} rounds to an integer in the low bits of the
 * sum, and a shift moves it into an exponent.
 */
public final class Exponential {
    public static final double LOG2_E = 0x1.71547652b82fep0;
    public static final double LN2_HIGH = 0x1.62e42fefa39efp-1;
    public static final double LN2_LOW = 0x1.abc9e3b39803fp-56;

    /**
     * Added to a number, leaves the nearest integer plus 1023 in the low bits. Shifted left by 52 bits that is the
     * double 2^n, −1022 ≤ n ≤ 1023.
     */
    public static final double ROUND = 0x1.8p52 + 1023;

    /** The same with twice the bias, for powers beyond the normal range, which are the product of two doubles. */
    public static final double ROUND_WIDE = 0x1.8p52 + 2046;

    /** Below this e^x is less than half the smallest positive double. */
    public static final double LEAST = -746;

    /** Above this e^x overflows. */
    public static final double GREATEST = 710;

    /** The limits of 2^x. */
    public static final double EXP2_LEAST = -1076;

    public static final double EXP2_GREATEST = 1025;

    /** Yields half the power of two of {@link #ROUND}: 2^(n−1), so that n = 1024 is in range as well. */
    public static final double ROUND_HALF = 0x1.8p52 + 1022;

    /** Below this e^x − 1 rounds to −1. */
    public static final double EXPM1_LEAST = -40;

    /**
     * Added to the bits of a magnitude, makes only NaNs negative, because their bits are above those of ∞. The minimum
     * of two integers shifted this way therefore limits all magnitudes and keeps NaNs.
     */
    public static final long NANS_TO_NEGATIVE = Long.MAX_VALUE - Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);

    public static final double Q0 = 0.5;
    public static final double Q1 = 0x1.5555555555501p-3;
    public static final double Q2 = 0x1.55555555531fep-5;
    public static final double Q3 = 0x1.11111111288d6p-7;
    public static final double Q4 = 0x1.6c16c17cc65d9p-10;
    public static final double Q5 = 0x1.a01a011c0b052p-13;
    public static final double Q6 = 0x1.a019ab223e373p-16;
    public static final double Q7 = 0x1.71df556315445p-19;
    public static final double Q8 = 0x1.289f96ad6f06ap-22;
    public static final double Q9 = 0x1.ad2005c6a1307p-26;

    private Exponential() {}

    /** Returns e^x as 2^n·(1 + (e^r − 1)), scaled in two steps so that only the last one rounds a subnormal result. */
    public static double exp(double x) {
        double atLeast = x < LEAST ? LEAST : x;
        double bounded = atLeast > GREATEST ? GREATEST : atLeast;
        double shifted = Math.fma(bounded, LOG2_E, ROUND_WIDE);
        double n = shifted - ROUND_WIDE;
        double high = Math.fma(-n, LN2_HIGH, bounded);
        double power = 1 + (high + tail(high, -n * LN2_LOW));

        long exponents = Double.doubleToRawLongBits(shifted);
        long half = exponents >>> 1;
        return power * Double.longBitsToDouble(half << 52) * Double.longBitsToDouble((exponents - half) << 52);
    }

    /** Returns 2^x = 2^n·e^(r·ln 2) with r = x − n, which is exact. Powers of integers are exact, too. */
    public static double exp2(double x) {
        double atLeast = x < EXP2_LEAST ? EXP2_LEAST : x;
        double bounded = atLeast > EXP2_GREATEST ? EXP2_GREATEST : atLeast;
        double shifted = bounded + ROUND_WIDE;
        double r = bounded - (shifted - ROUND_WIDE);
        double high = r * LN2_HIGH;
        return power(high, Math.fma(r, LN2_LOW, Math.fma(r, LN2_HIGH, -high)), shifted);
    }

    /** Returns 2^n·e^(high + low), nearly correctly rounded; n is in the low bits of a sum with {@link #ROUND_WIDE}. */
    static double power(double high, double low, double shifted) {
        double sum = 1 + high;
        double lost = (1 - sum) + high;
        double power = sum + (lost + tail(high, low));
        long exponents = Double.doubleToRawLongBits(shifted);
        long half = exponents >>> 1;
        return power * Double.longBitsToDouble(half << 52) * Double.longBitsToDouble((exponents - half) << 52);
    }

    /**
     * Returns e^x − 1 as {@code 2·(2^(n−1)·(high + tail) + (2^(n−1) − ½))}, where the rounding error of the sum without
     * the tail is added to the tail. For n = 0 the result is high + tail, computed directly for subnormal x.
     */
    public static double expm1(double x) {
        double atLeast = x < EXPM1_LEAST ? EXPM1_LEAST : x;
        double bounded = atLeast > GREATEST ? GREATEST : atLeast;
        double shifted = Math.fma(bounded, LOG2_E, ROUND_HALF);
        double n = shifted - ROUND_HALF;
        double high = Math.fma(-n, LN2_HIGH, bounded);
        double tail = tail(high, -n * LN2_LOW);

        double half = Double.longBitsToDouble(Double.doubleToRawLongBits(shifted) << 52);
        double offset = half - 0.5;
        double sum = Math.fma(half, high, offset);
        double lost = Math.fma(half, high, offset - sum);
        double scaled = 2 * (sum + Math.fma(half, tail, lost));
        return Math.copySign(n == 0 ? high + tail : scaled, x);
    }

    /** Returns low + r²·q(r), the difference between e^r − 1 and {@code high}, where r = high + low. */
    public static double tail(double high, double low) {
        double r = high + low;
        double square = r * r;
        double fourth = square * square;
        double q01 = Math.fma(r, Q1, Q0);
        double q23 = Math.fma(r, Q3, Q2);
        double q45 = Math.fma(r, Q5, Q4);
        double q67 = Math.fma(r, Q7, Q6);
        double q89 = Math.fma(r, Q9, Q8);
        double q03 = Math.fma(square, q23, q01);
        double q47 = Math.fma(square, q67, q45);
        double q = Math.fma(fourth, Math.fma(fourth, q89, q47), q03);
        return Math.fma(square, q, low);
    }
}
