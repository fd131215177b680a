package dev.gradus.kernel.math;

/**
 * ln |Γ(x)|.
 *
 * <p>Near 2 it is {@code t·L(t)} with t = x − 2, |t| ≤ ½ and a minimax fit L of degree 19, so that it is accurate at
 * the zero. Smaller arguments are reduced by {@code Γ(x + 1) = x·Γ(x)} with pairs of doubles, which makes the zero at 1
 * accurate, too. From 2.5 on Stirling's formula is used, whose series in 1/x² is a fit of degree 13. Below 0, the
 * reflection {@code Γ(x)·Γ(1 − x) = π/sin πx} is used.
 */
public final class LogGamma {
    private static final double LEAST = 0x1p-500;
    private static final double LARGE = 2.5;
    private static final double HALF_LN_2_PI = 0x1.d67f1c864beb5p-1;
    private static final double HALF_LN_2_PI_LOW = -0x1.65b5a1b7ff5dfp-55;

    private static final double S0 = 0x1.5555555555555p-4;
    private static final double S1 = -0x1.6c16c16c11fcbp-9;
    private static final double S2 = 0x1.a01a01813ef0fp-11;
    private static final double S3 = -0x1.38136d3b83098p-11;
    private static final double S4 = 0x1.b94aff384cdd2p-11;
    private static final double S5 = -0x1.f5f05f288081dp-10;
    private static final double S6 = 0x1.9d79315acc4fp-8;
    private static final double S7 = -0x1.b9142bb923ap-6;
    private static final double S8 = 0x1.061ee605d918fp-3;
    private static final double S9 = -0x1.27024238aa361p-1;
    private static final double S10 = 0x1.117453ee9bfabp1;
    private static final double S11 = -0x1.71a62fa2cac13p2;
    private static final double S12 = 0x1.3a9ccd15228fcp3;
    private static final double S13 = -0x1.f3237681f8b01p2;
    private static final double L0 = 0x1.b0ee6072093cep-2;
    private static final double L1 = 0x1.4a34cc4a60fa6p-2;
    private static final double L2 = -0x1.13e001a55760ap-4;
    private static final double L3 = 0x1.51322ac7d84aep-6;
    private static final double L4 = -0x1.e404fc218db6bp-8;
    private static final double L5 = 0x1.7add6eadb02f5p-9;
    private static final double L6 = -0x1.38ac5c2d4ad4p-10;
    private static final double L7 = 0x1.0b36af89fb6ep-11;
    private static final double L8 = -0x1.d3fd4b65df7c8p-13;
    private static final double L9 = 0x1.a127ae928178ap-14;
    private static final double L10 = -0x1.78de9b079eccdp-15;
    private static final double L11 = 0x1.580e42597a9e1p-16;
    private static final double L12 = -0x1.3cb3b5b1d71cep-17;
    private static final double L13 = 0x1.2589dc92b0398p-18;
    private static final double L14 = -0x1.127772aee74aap-19;
    private static final double L15 = 0x1.016e0a9f8a5c4p-20;
    private static final double L16 = -0x1.ce0e544e6c667p-22;
    private static final double L17 = 0x1.af2ad156867a8p-23;
    private static final double L18 = -0x1.2019bfecb1691p-23;
    private static final double L19 = 0x1.1a3124f0b21c5p-24;
    private static final double L0_LOW = 0x1.70ddda26027c1p-58;

    /** The first coefficients of the remainder of Stirling's formula, sufficient from {@link #REMAINDERS} on. */
    private static final double[] REMAINDER = {
        1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156
    };

    private static final double REMAINDERS = 10;

    private LogGamma() {}

    public static double lgamma(double x) {
        if (!(x >= LEAST)) {
            return SeldomArguments.lgamma(x);
        }
        double next = x + 1;
        double product = x * next;
        double known = x < 1.5 ? x : 1;
        double factor = x < 0.5 ? product : known;
        double argument = x < LARGE ? factor : x;
        double high = DoubleLogarithm.high(argument);
        double low = DoubleLogarithm.low(argument);
        if (x < LARGE) {
            double factorLow = x < 0.5 ? Math.fma(x, next, -product) + x * (x - (next - 1)) : 0;
            double t = x < 1.5 ? x - 1 : x - 2;
            return nearTwo(x < 0.5 ? x : t, high, low + factorLow / factor);
        }
        return stirling(x, high, low);
    }

    /** Returns ln Γ(2 + t) − (high + low), where high + low is the logarithm of Γ(2 + t)/Γ(x). */
    private static double nearTwo(double t, double high, double low) {
        double first = t * L0;
        double tail = tail(t);
        double second = t * t * tail;
        double firstLow = Math.fma(t, L0, -first) + t * L0_LOW + Math.fma(t * t, tail, -second);
        double sum = first - high;
        double part = sum - first;
        double lost = (first - (sum - part)) - (high + part);
        double total = sum + second;
        double rest = total - sum;
        double lostAgain = (sum - (total - rest)) + (second - rest);
        return total + (lost + lostAgain + (firstLow - low));
    }

    /** (L(t) − L0)/t. */
    private static double tail(double t) {
        double square = t * t;
        double odd = Math.fma(square, L19, L17);
        odd = Math.fma(square, odd, L15);
        odd = Math.fma(square, odd, L13);
        odd = Math.fma(square, odd, L11);
        odd = Math.fma(square, odd, L9);
        odd = Math.fma(square, odd, L7);
        odd = Math.fma(square, odd, L5);
        odd = Math.fma(square, odd, L3);
        odd = Math.fma(square, odd, L1);
        double even = Math.fma(square, L18, L16);
        even = Math.fma(square, even, L14);
        even = Math.fma(square, even, L12);
        even = Math.fma(square, even, L10);
        even = Math.fma(square, even, L8);
        even = Math.fma(square, even, L6);
        even = Math.fma(square, even, L4);
        even = Math.fma(square, even, L2);
        return Math.fma(t, even, odd);
    }

    /** Returns (x − ½)·(ln x − 1) + (ln 2π − 1)/2 + S(1/x²)/x, where high + low is ln x. */
    private static double stirling(double x, double high, double low) {
        double less = high - 1;
        double lessLow = ((high - less) - 1) + low;
        double factor = x - 0.5;
        double product = factor * less;
        double productLow = Math.fma(factor, less, -product) + factor * lessLow;
        double constant = HALF_LN_2_PI - 0.5;
        double sum = product + constant;
        double part = sum - product;
        double lost = (product - (sum - part)) + (constant - part);
        double value = sum + (lost + productLow + (HALF_LN_2_PI_LOW + remainder(x)));
        return product < Double.POSITIVE_INFINITY ? value : product;
    }

    /** Returns the remainder of Stirling's formula for x ≥ 2.5: 1/12x − 1/360x³ + …. */
    static double remainder(double x) {
        double inverse = 1 / x;
        double square = inverse * inverse;
        double fourth = square * square;
        double odd = Math.fma(fourth, S13, S11);
        odd = Math.fma(fourth, odd, S9);
        odd = Math.fma(fourth, odd, S7);
        odd = Math.fma(fourth, odd, S5);
        odd = Math.fma(fourth, odd, S3);
        odd = Math.fma(fourth, odd, S1);
        double even = Math.fma(fourth, S12, S10);
        even = Math.fma(fourth, even, S8);
        even = Math.fma(fourth, even, S6);
        even = Math.fma(fourth, even, S4);
        even = Math.fma(fourth, even, S2);
        even = Math.fma(fourth, even, S0);
        return inverse * Math.fma(square, odd, even);
    }

    /** Returns ln Γ(1 + t) for t ≥ 0, accurate near its zeros 0 and 1. */
    static double ofNext(double t) {
        if (t > 1.5) {
            return lgamma(t + 1);
        }
        double fromTwo = t > 0.5 ? t - 1 : t;
        double ofTwo = fromTwo * Math.fma(fromTwo, tail(fromTwo), L0);
        return t > 0.5 ? ofTwo : ofTwo - Logarithm.log1p(t);
    }

    /** Returns ln Γ(a + b) − ln Γ(a) for a &gt; 0 and b ≥ 0, accurate for small b. */
    static double difference(double a, double b) {
        double difference = 0;
        double from = a;
        for (; from < REMAINDERS; from++) {
            double ratio = b / from;
            difference -=
                    ratio < Double.POSITIVE_INFINITY ? Logarithm.log1p(ratio) : Logarithm.log(b) - Logarithm.log(from);
        }
        double logarithm = Logarithm.log1p(b / from);
        double inverse = 1 / from;
        double power = inverse;
        double lacks = 0;
        for (int k = 0; k < REMAINDER.length; k++) {
            lacks += REMAINDER[k] * power * Exponential.expm1(-(2 * k + 1) * logarithm);
            power *= inverse * inverse;
        }
        return difference + (b * Logarithm.log(from + b) + (((from - 0.5) * logarithm - b) + lacks));
    }

    /** Computes negative numbers, the poles, and positive numbers too small to be multiplied by their successor. */
    @Seldom
    private static final class SeldomArguments {
        private SeldomArguments() {}

        static double lgamma(double x) {
            if (Double.isNaN(x) || Double.isInfinite(x)) {
                return Math.abs(x);
            }
            if (x > 0) {
                return -Logarithm.log(x);
            }
            return x == Math.rint(x) ? Double.POSITIVE_INFINITY : reflected(-x);
        }

        /** Returns ln(π/|a sin πa|) − ln Γ(a), which avoids the loss of a small a in 1 + a. */
        private static double reflected(double a) {
            double sine = Math.abs(Sinc.sinPi(a));
            return Logarithm.log(Math.PI / sine) - Logarithm.log(a) - LogGamma.lgamma(a);
        }
    }
}
