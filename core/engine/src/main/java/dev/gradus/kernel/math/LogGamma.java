package dev.gradus.kernel.math;

/**
 * ln |Γ(x)|.
 *
 * <p>Near 2 it is {@code t·L(t)} with t = x − 2, |t| ≤ ½ and a minimax fit L of degree 19, so that nothing is lost at the
 * zero. {@code Γ(x + 1) = x·Γ(x)} leads there from smaller and moderate arguments, with pairs of doubles, which keeps the
 * zero at 1 exact too. Above 10 it is Stirling's series, below 0 the reflection {@code Γ(x)·Γ(1 − x) = π/sin πx}.
 */
public final class LogGamma {
    private static final double LARGE = 10;
    private static final double HUGE = 0x1p60;
    private static final double HALF_LN_2_PI = 0x1.d67f1c864beb5p-1;
    private static final double HALF_LN_2_PI_LOW = -0x1.65b5a1b7ff5dfp-55;

    /** B₂ₖ/(2k(2k − 1)) of Stirling's series (NIST Digital Library of Mathematical Functions, 5.11.1). */
    private static final double[] STIRLING = {
        1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156, -3617.0 / 122400
    };

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

    private LogGamma() {}

    public static double lgamma(double x) {
        if (Double.isNaN(x) || Double.isInfinite(x)) {
            return Math.abs(x);
        }
        if (x <= 0) {
            return x == Math.rint(x) ? Double.POSITIVE_INFINITY : reflected(x);
        }
        return x > LARGE ? stirling(x) : moderate(x);
    }

    /** ln(π/|x sin πx|) − ln Γ(−x), so that no small x is lost in 1 − x. */
    private static double reflected(double x) {
        double a = -x;
        double sine = Math.abs(Sinc.sinPi(a));
        double other = a > LARGE ? stirling(a) : moderate(a);
        return Logarithm.log(Math.PI / sine) - Logarithm.log(a) - other;
    }

    private static double moderate(double x) {
        // a product p + pLow of factors by which Γ(2 + t) has to be multiplied, or divided if x is below
        double t;
        double p = 1;
        double pLow = 0;
        if (x < 0.5) {
            t = x;
            double next = x + 1;
            double nextLow = x - (next - 1);
            p = x * next;
            pLow = Math.fma(x, next, -p) + x * nextLow;
            return x < 0x1p-500 ? -Logarithm.log(x) : sum(t, -1, p, pLow);
        }
        if (x < 1.5) {
            return sum(x - 1, -1, x, 0);
        }
        double factor = x;
        while (factor >= 2.5) {
            factor -= 1;
            double product = p * factor;
            pLow = Math.fma(p, factor, -product) + pLow * factor;
            p = product;
        }
        return sum(factor - 2, 1, p, pLow);
    }

    /** ln Γ(2 + t) + sign·ln(p + pLow). */
    private static double sum(double t, double sign, double p, double pLow) {
        double first = t * L0;
        double tail = tail(t);
        double second = t * t * tail;
        double low = Math.fma(t, L0, -first) + t * L0_LOW + Math.fma(t * t, tail, -second);
        double logarithm = sign * DoubleLogarithm.high(p);
        double logarithmLow = sign * (DoubleLogarithm.low(p) + pLow / p);
        double sum = first + logarithm;
        double part = sum - first;
        double lost = (first - (sum - part)) + (logarithm - part);
        double total = sum + second;
        double rest = total - sum;
        double lostAgain = (sum - (total - rest)) + (second - rest);
        return total + (lost + lostAgain + (low + logarithmLow));
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

    /** (x − ½)·(ln x − 1) + (ln 2π − 1)/2 + Σ B₂ₖ/(2k(2k − 1) x^(2k−1)). */
    private static double stirling(double x) {
        if (x > HUGE) {
            return x * (Logarithm.log(x) - 1);
        }
        double high = DoubleLogarithm.high(x);
        double low = DoubleLogarithm.low(x);
        double less = high - 1;
        double lessLow = ((high - less) - 1) + low;
        double factor = x - 0.5;
        double product = factor * less;
        double productLow = Math.fma(factor, less, -product) + factor * lessLow;
        double inverse = 1 / x;
        double square = inverse * inverse;
        double series = 0;
        for (int k = STIRLING.length - 1; k >= 0; k--) {
            series = series * square + STIRLING[k];
        }
        double constant = HALF_LN_2_PI - 0.5;
        double sum = product + constant;
        double part = sum - product;
        double lost = (product - (sum - part)) + (constant - part);
        return sum + (lost + productLow + (HALF_LN_2_PI_LOW + series * inverse));
    }
}
