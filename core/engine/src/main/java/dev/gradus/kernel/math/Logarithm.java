package dev.gradus.kernel.math;

/**
 * The natural logarithm, computed from one reduction and one polynomial.
 *
 * <p>Reduction: {@code x = 2^e·(1 + f)} with √½ ≤ 1 + f < √2, so that nothing cancels around x = 1. With
 * {@code s = f/(2 + f)}, {@code log(1 + f) = 2·artanh(s) = f − (f²/2 − s·(f²/2 + R))}, a form in which the rounded
 * terms are small beside the exact f (as in fdlibm's {@code e_log.c}). {@code R = 2·artanh(s)/s − 2 = s²·L(s²)}, where
 * L has degree 6 and is a minimax fit (Remez exchange, 50 digits); its error relative to the logarithm is below 2^-59.
 */
public final class Logarithm {
    /** Brings subnormal numbers into the normal range. */
    public static final double SUBNORMAL_SCALE = 0x1p54;

    public static final double SUBNORMAL_EXPONENT = 54;

    /** The bits of √½: the exponent field changes where 1 + f passes from √2 to √½. */
    public static final long SQRT_HALF_BITS = 0x3fe6a09e667f3bcdL;

    public static final long ONE_BITS = 0x3ff0000000000000L;
    public static final long EXPONENT_MASK = 0x7ff0000000000000L;

    /** Holds a small integer in its low bits: 2^52 + k is the double with these bits plus k. */
    public static final long INTEGER_BITS = 0x4330000000000000L;

    /** The excess of an exponent field over its exponent once it is in {@link #INTEGER_BITS}. */
    public static final double INTEGER_BIAS = 0x1p52 + 1023;

    /** Above this softplus halves 1 + w to stay near 1. */
    public static final double ROOT_TWO_MINUS_ONE = 0x1.a827999fcef32p-2;

    public static final double L0 = 0x1.5555555555592p-1;
    public static final double L1 = 0x1.999999997fd77p-2;
    public static final double L2 = 0x1.24924941f4f98p-2;
    public static final double L3 = 0x1.c71c52060961ep-3;
    public static final double L4 = 0x1.74663fa1e48cep-3;
    public static final double L5 = 0x1.39a1a6fd1208ap-3;
    public static final double L6 = 0x1.2f0634515621ap-3;

    private Logarithm() {}

    public static double log(double x) {
        boolean subnormal = x < Double.MIN_NORMAL;
        long bits = Double.doubleToRawLongBits(subnormal ? x * SUBNORMAL_SCALE : x);
        long biased = bits - SQRT_HALF_BITS + ONE_BITS;
        double e = exponent(biased) - (subnormal ? SUBNORMAL_EXPONENT : 0);
        double f = Double.longBitsToDouble(bits - (biased & EXPONENT_MASK) + ONE_BITS) - 1;
        return atTheEdges(x, sum(e, f, 0));
    }

    /**
     * log(1 + x), from the logarithm of the rounded sum u = 1 + x and the part that rounding lost. For a part as small as
     * that, log(u + lost) = log u + lost/u, and four terms of the series of 1/(1 + f) are enough.
     */
    public static double log1p(double x) {
        double u = 1 + x;
        double xInU = u - 1;
        double lost = (1 - (u - xInU)) + (x - xInU);
        long bits = Double.doubleToRawLongBits(u);
        long biased = bits - SQRT_HALF_BITS + ONE_BITS;
        double f = Double.longBitsToDouble(bits - (biased & EXPONENT_MASK) + ONE_BITS) - 1;
        double inverseScale = 0.5 * Double.longBitsToDouble(EXPONENT_MASK - (biased & EXPONENT_MASK));
        double inverse = Math.fma(-f, Math.fma(-f, 1 - f, 1), 1);
        double correction = lost * inverseScale * inverse;
        return Math.copySign(atTheEdges(u, sum(exponent(biased), f, correction)), x);
    }

    /**
     * log(1 + e^x) = max(x, 0) + log(1 + w), where w = e^(−|x|) ≤ 1 cannot overflow, and 1 + w needs no other reduction
     * than to be halved where it exceeds √2.
     */
    public static double softplus(double x) {
        double w = Exponential.exp(-Math.abs(x));
        boolean halved = w > ROOT_TWO_MINUS_ONE;
        return Math.max(x, 0) + sum(halved ? 1 : 0, halved ? Math.fma(0.5, w, -0.5) : w, 0);
    }

    /** The integer in an exponent field, without its bias. */
    public static double exponent(long biased) {
        return Double.longBitsToDouble(biased >>> 52 | INTEGER_BITS) - INTEGER_BIAS;
    }

    /** e·ln 2 + log(1 + f) + correction, the small terms first. */
    public static double sum(double e, double f, double correction) {
        double s = f / (2 + f);
        double square = s * s;
        double fourth = square * square;
        double even = Math.fma(fourth, L6, L4);
        even = Math.fma(fourth, even, L2);
        even = Math.fma(fourth, even, L0);
        double odd = Math.fma(fourth, L5, L3);
        odd = Math.fma(fourth, odd, L1);
        double r = square * Math.fma(square, odd, even);

        double halfSquare = 0.5 * f * f;
        double small = Math.fma(s, halfSquare + r, Math.fma(e, Exponential.LN2_LOW, correction));
        return Math.fma(e, Exponential.LN2_HIGH, f - (halfSquare - small));
    }

    /** The logarithm at the edges: −∞ at ±0, ∞ at ∞, NaN below 0 and at NaN; a positive finite x keeps the given one. */
    public static double atTheEdges(double x, double logarithm) {
        double finite = x < Double.POSITIVE_INFINITY ? logarithm : x;
        double positive = x > 0 ? finite : Double.NaN;
        return x == 0 ? Double.NEGATIVE_INFINITY : positive;
    }
}
