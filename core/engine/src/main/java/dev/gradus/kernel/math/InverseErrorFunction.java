package dev.gradus.kernel.math;

/**
 * The inverse of the error function.
 *
 * <p>For |y| ≤ ½ it is {@code y·I(y²)} with a minimax fit I of degree 13 and an error of 2^-57. Beyond, a coarse fit of
 * {@code √−ln(1 − |y|)} starts two of Halley's steps on {@code erfc(x) = 1 − |y|}, which is exact.
 * The inverse of erfc has the same start and steps; below e^−36 it takes Newton's steps on ln erfc.
 */
public final class InverseErrorFunction {
    private static final double HALF_ROOT_PI = 0x1.c5bf891b4ef6bp-1;

    private static final double I0 = 0x1.c5bf891b4ef6bp-1;
    private static final double I1 = 0x1.db29fb2fee69fp-3;
    private static final double I2 = 0x1.053c2c0aad7bbp-3;
    private static final double I3 = 0x1.62847c50fe41ep-4;
    private static final double I4 = 0x1.0a1316be8f685p-4;
    private static final double I5 = 0x1.a7c8d15e53305p-5;
    private static final double I6 = 0x1.5ee1e43af70d1p-5;
    private static final double I7 = 0x1.2b388a019b116p-5;
    private static final double I8 = 0x1.fde3eae1bc003p-6;
    private static final double I9 = 0x1.03e4e73704466p-5;
    private static final double I10 = 0x1.04b3abbb91854p-7;
    private static final double I11 = 0x1.31a7c34a623b3p-4;
    private static final double I12 = -0x1.3e4a1188269f3p-4;
    private static final double I13 = 0x1.d38d2c2f5c76ap-4;
    private static final double I0_LOW = -0x1.8094587211969p-55;

    private static final double J0 = -0x1.34c8245168302p-9;
    private static final double J1 = -0x1.2c9b94736088dp-4;
    private static final double J2 = 0x1.4d3685b39a9bep0;
    private static final double J3 = -0x1.c28784c2075e6p-1;
    private static final double J4 = 0x1.87c44f5d77a92p-2;
    private static final double J5 = -0x1.c46b0b2ed4dfep-4;
    private static final double J6 = 0x1.5881ae83462b7p-6;
    private static final double J7 = -0x1.4c01fa0b295bap-9;
    private static final double J8 = 0x1.6e75a8662f682p-13;
    private static final double J9 = -0x1.608b651086fcap-18;

    /** The coarse fit of the start reaches as far as 1 − |y| does. */
    private static final double START_LIMIT = 6.06;

    private static final double ROOT_PI = 0x1.c5bf891b4ef6bp0;

    private InverseErrorFunction() {}

    public static double erfinv(double y) {
        double a = Math.abs(y);
        if (a <= 0.5) {
            double z = y * y;
            return Math.copySign(Math.fma(a, I0, a * Math.fma(z, tail(z), I0_LOW)), y);
        }
        if (!(a < 1)) {
            return a == 1 ? Math.copySign(Double.POSITIVE_INFINITY, y) : Double.NaN;
        }
        double q = 1 - a;
        double x = start(Math.sqrt(-Logarithm.log(q)));
        x = improved(x, q);
        return Math.copySign(improved(x, q), y);
    }

    /** The number whose complementary error function is q, its digits kept as far as q reaches down. */
    public static double erfcinv(double q) {
        if (q > 1.5) {
            return -erfcinv(2 - q);
        }
        if (!(q < 0.5)) {
            return erfinv(1 - q);
        }
        if (!(q > 0)) {
            return q == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        }
        double logarithm = Logarithm.log(q);
        double w = Math.sqrt(-logarithm);
        if (w < START_LIMIT) {
            return improved(improved(start(w), q), q);
        }
        double x = Math.sqrt(-logarithm - Logarithm.log(w * ROOT_PI));
        for (int i = 0; i < 3; i++) {
            x = improvedTail(x, logarithm);
        }
        return x;
    }

    /** Newton's step on ln erfc(x) = ln q, where ln erfc(x) = ln erfcx(x) − x² is nearly a parabola. */
    private static double improvedTail(double x, double logarithm) {
        double scaled = ScaledErrorFunction.erfcx(x);
        double excess = Math.fma(-x, x, -logarithm) + Logarithm.log(scaled);
        return Math.fma(excess * scaled, HALF_ROOT_PI, x);
    }

    private static double improved(double x, double q) {
        double step = (ComplementaryErrorFunction.erfc(x) - q) * HALF_ROOT_PI * Exponential.exp(x * x);
        return x + step / Math.fma(-x, step, 1);
    }

    /** (I(z) − I0)/z. */
    private static double tail(double z) {
        double square = z * z;
        double odd = Math.fma(square, I13, I11);
        odd = Math.fma(square, odd, I9);
        odd = Math.fma(square, odd, I7);
        odd = Math.fma(square, odd, I5);
        odd = Math.fma(square, odd, I3);
        odd = Math.fma(square, odd, I1);
        double even = Math.fma(square, I12, I10);
        even = Math.fma(square, even, I8);
        even = Math.fma(square, even, I6);
        even = Math.fma(square, even, I4);
        even = Math.fma(square, even, I2);
        return Math.fma(z, even, odd);
    }

    private static double start(double w) {
        double sum = Math.fma(w, J9, J8);
        sum = Math.fma(w, sum, J7);
        sum = Math.fma(w, sum, J6);
        sum = Math.fma(w, sum, J5);
        sum = Math.fma(w, sum, J4);
        sum = Math.fma(w, sum, J3);
        sum = Math.fma(w, sum, J2);
        sum = Math.fma(w, sum, J1);
        sum = Math.fma(w, sum, J0);
        return sum;
    }
}
