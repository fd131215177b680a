package dev.gradus.kernel.math;

/**
 * The natural logarithm, computed by one reduction and one polynomial.
 *
 * <p>Reduction: {@code x = 2^e·(1 + f)} with {@code √½ ≤ 1 + f < √2}, so that nothing cancels around x = 1. With {@code s =
 * f/(2 + f)}, {@code log(1 + f) = 2·artanh(s) = f − (f²/2 − s·(f²/2 + R))}, a form in which the rounded terms are small
 * compared with the exact f (as in fdlibm's {@code e_log.c}). {@code R = 2·artanh(s)/s − 2 = s²·L(s²)}, where L has
 * degree 6 and is a minimax fit (Remez exchange, 50 digits); its error relative to the logarithm is below 2^-59.
 */
public final class Logarithm {
    /** Scales subnormal numbers to the normal range. */
    public static final double SUBNORMAL_SCALE = 0x1p54;

    public static final double SUBNORMAL_EXPONENT = 54;

    /** The bits of √½. The exponent field changes where 1 + f passes from √2 to √½. */
    public static final long SQRT_HALF_BITS = 0x3fe6a09e667f3bcdL;

    public static final long ONE_BITS = 0x3ff0000000000000L;
    public static final long EXPONENT_MASK = 0x7ff0000000000000L;

    /** The bits of 2^52. Adding a small integer k yields the bits of the double 2^52 + k. */
    public static final long INTEGER_BITS = 0x4330000000000000L;

    /** The bias to subtract from an exponent field that was added to {@link #INTEGER_BITS}. */
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

    public static final double G0 = 0x1.9999999999b3p-2;
    public static final double G1 = 0x1.2492492457d93p-2;
    public static final double G2 = 0x1.c71c722d60a2ap-3;
    public static final double G3 = 0x1.745ce9e5941d6p-3;
    public static final double G4 = 0x1.3b1eeb9b5cbe1p-3;
    public static final double G5 = 0x1.0f7ff474101fep-3;
    public static final double G6 = 0x1.0e424226ed164p-3;

    private static final double TWO_THIRDS = 0x1.5555555555555p-1;
    private static final double TWO_THIRDS_LOW = 0x1.5555555555555p-55;
    private static final double LOG2_E_LOW = 0x1.777d0ffda0d24p-56;
    private static final double LOG10_E = 0x1.bcb7b1526e50ep-2;
    private static final double LOG10_E_LOW = 0x1.95355baaafad3p-57;

    /** log₁₀ 2, rounded so that its multiples are exact, and the remainder. */
    private static final double LOG10_2_HIGH = 0x1.34413509f4p-2;

    private static final double LOG10_2_LOW = 0x1.cff7988f8959bp-41;

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
     * Returns log(1 + x), computed from the rounded sum u = 1 + x and its rounding error: log(u + lost) = log u +
     * lost/u. The error is so small that four terms of the series of 1/(1 + f) suffice.
     */
    public static double log1p(double x) {
        double u = 1 + x;
        double xInU = u - 1;
        double lost = (1 - (u - xInU)) + (x - xInU);
        return Math.copySign(ofSum(u, lost, 0), x);
    }

    /** Returns log(1 + x + xLow), where xLow is less than the last place of x. */
    static double log1p(double x, double xLow) {
        double u = 1 + x;
        double xInU = u - 1;
        double lost = (1 - (u - xInU)) + (x - xInU);
        return ofSum(u, lost + xLow, 0);
    }

    /** Returns log(u + lost) + exponent·ln 2, where {@code lost} is not much larger than the last place of u. */
    static double ofSum(double u, double lost, double exponent) {
        long bits = Double.doubleToRawLongBits(u);
        long biased = bits - SQRT_HALF_BITS + ONE_BITS;
        double f = Double.longBitsToDouble(bits - (biased & EXPONENT_MASK) + ONE_BITS) - 1;
        double inverseScale = 0.5 * Double.longBitsToDouble(EXPONENT_MASK - (biased & EXPONENT_MASK));
        double inverse = Math.fma(-f, Math.fma(-f, 1 - f, 1), 1);
        double correction = lost * inverseScale * inverse;
        return atTheEdges(u, sum(exponent(biased) + exponent, f, correction));
    }

    /** Returns the logarithm to base 2, exact for powers of 2. */
    public static double log2(double x) {
        boolean subnormal = x < Double.MIN_NORMAL;
        long bits = Double.doubleToRawLongBits(subnormal ? x * SUBNORMAL_SCALE : x);
        long biased = bits - SQRT_HALF_BITS + ONE_BITS;
        double e = exponent(biased) - (subnormal ? SUBNORMAL_EXPONENT : 0);
        double f = Double.longBitsToDouble(bits - (biased & EXPONENT_MASK) + ONE_BITS) - 1;
        double high = high(f);
        double low = low(f);
        double product = high * Exponential.LOG2_E;
        double productLow =
                Math.fma(high, Exponential.LOG2_E, -product) + Math.fma(high, LOG2_E_LOW, low * Exponential.LOG2_E);
        double sum = e + product;
        double lost = (e - sum) + product;
        return atTheEdges(x, sum + (lost + productLow));
    }

    /** Returns the logarithm to base 10, exact for powers of 10. */
    public static double log10(double x) {
        boolean subnormal = x < Double.MIN_NORMAL;
        long bits = Double.doubleToRawLongBits(subnormal ? x * SUBNORMAL_SCALE : x);
        long biased = bits - SQRT_HALF_BITS + ONE_BITS;
        double e = exponent(biased) - (subnormal ? SUBNORMAL_EXPONENT : 0);
        double f = Double.longBitsToDouble(bits - (biased & EXPONENT_MASK) + ONE_BITS) - 1;
        double high = high(f);
        double low = low(f);
        double product = high * LOG10_E;
        double productLow = Math.fma(high, LOG10_E, -product) + Math.fma(high, LOG10_E_LOW, low * LOG10_E);
        double start = e * LOG10_2_HIGH;
        double sum = start + product;
        double lost = (start - sum) + product;
        return atTheEdges(x, sum + (lost + Math.fma(e, LOG10_2_LOW, productLow)));
    }

    /**
     * Returns log(1 + f) for {@code √½ ≤ 1 + f < √2}, rounded. Together with {@link #low} it is accurate to about 65 bits: of
     * 2·artanh(s) = 2s + ⅔s³ + s⁵·G(s²) the first two terms are pairs of doubles, and the third is at most 2^-12 of
     * them.
     */
    static double high(double f) {
        double first = 2 * quotient(f);
        double second = secondTerm(f);
        double sum = first + second;
        return sum + ((first - sum) + second + rest(f));
    }

    /** Returns the rounding error of {@link #high}. */
    static double low(double f) {
        double first = 2 * quotient(f);
        double second = secondTerm(f);
        double sum = first + second;
        double low = (first - sum) + second + rest(f);
        return (sum - (sum + low)) + low;
    }

    private static double quotient(double f) {
        return f / (2 + f);
    }

    private static double quotientLow(double f) {
        double denominator = 2 + f;
        double s = f / denominator;
        return (Math.fma(-s, denominator, f) - s * (f - (denominator - 2))) / denominator;
    }

    private static double secondTerm(double f) {
        double s = quotient(f);
        return s * s * s * TWO_THIRDS;
    }

    /** Returns the rounding error of the sum of the first two terms. */
    private static double rest(double f) {
        double s = quotient(f);
        double sLow = quotientLow(f);
        double square = s * s;
        double squareLow = Math.fma(s, s, -square);
        double cube = square * s;
        double cubeLow = Math.fma(square, s, -cube) + Math.fma(squareLow, s, 3 * square * sLow);
        double second = cube * TWO_THIRDS;
        double secondLow = Math.fma(cube, TWO_THIRDS, -second) + Math.fma(cubeLow, TWO_THIRDS, cube * TWO_THIRDS_LOW);
        double fourth = square * square;
        double g01 = Math.fma(square, G1, G0);
        double g23 = Math.fma(square, G3, G2);
        double g45 = Math.fma(square, G5, G4);
        double g46 = Math.fma(fourth, G6, g45);
        double g = Math.fma(fourth, Math.fma(fourth, g46, g23), g01);
        return Math.fma(cube * square, g, secondLow + 2 * sLow);
    }

    /**
     * Returns log(1 + e^x) = max(x, 0) + log(1 + w), where w = e^(−|x|) ≤ 1 cannot overflow, and 1 + w only has to be
     * halved above √2.
     */
    public static double softplus(double x) {
        double w = Exponential.exp(-Math.abs(x));
        boolean halved = w > ROOT_TWO_MINUS_ONE;
        return Math.max(x, 0) + sum(halved ? 1 : 0, halved ? Math.fma(0.5, w, -0.5) : w, 0);
    }

    /** Returns the exponent in a biased exponent field. */
    public static double exponent(long biased) {
        return Double.longBitsToDouble(biased >>> 52 | INTEGER_BITS) - INTEGER_BIAS;
    }

    /** Returns e·ln 2 + log(1 + f) + correction, adding the small terms first. */
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

    /**
     * Returns the given logarithm for positive finite x, and the special values otherwise: −∞ at ±0, ∞ at ∞, NaN below
     * 0 and at NaN.
     */
    public static double atTheEdges(double x, double logarithm) {
        double finite = x < Double.POSITIVE_INFINITY ? logarithm : x;
        double positive = x > 0 ? finite : Double.NaN;
        return x == 0 ? Double.NEGATIVE_INFINITY : positive;
    }
}
