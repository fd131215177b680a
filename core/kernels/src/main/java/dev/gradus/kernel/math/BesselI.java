package dev.gradus.kernel.math;

/**
 * The modified Bessel functions I_n of the first kind and integer order n ≥ 0.
 *
 * <p>The quotients {@code r_k = I_k/I_(k−1) = 1/(2k/x + r_(k+1))} form a continued fraction of positive terms, and
 * {@code e^x = I₀ + 2ΣI_k} determines I₀ (NIST Digital Library of Mathematical Functions, 10.33.1 and 10.35.5). For
 * large x, Hankel's expansion (10.40.1) is shorter.
 */
public final class BesselI {
    private static final double ROOT_TWO_PI = 0x1.40d931ff62706p1;

    /** From here on Hankel's expansion is accurate to a double for small orders. */
    private static final double FAR = 40;

    private BesselI() {}

    /** Returns e^−|x|·I_n(x). */
    public static double scaled(int n, double x) {
        double a = Math.abs(x);
        double value = a > FAR && a > (double) n * n ? far(n, a) : near(n, a);
        return x < 0 && n % 2 == 1 ? -value : value;
    }

    /** Returns I_n(x), ∞ on overflow. */
    public static double unscaled(int n, double x) {
        if (Double.isInfinite(x)) {
            return n % 2 == 0 ? Double.POSITIVE_INFINITY : x;
        }
        double half = Exponential.exp(Math.abs(x) / 2);
        double value = scaled(n, x);
        return value == 0 ? value : half * value * half;
    }

    private static double near(int n, double x) {
        double quotient = 0, sum = 0, ofOrder = 1;
        int terms = n + 20 + (int) (10 * Math.sqrt(x));
        for (int k = terms; k > 0; k--) {
            quotient = x / Math.fma(x, quotient, 2.0 * k);
            sum = quotient * (1 + sum);
            ofOrder = k <= n ? ofOrder * quotient : ofOrder;
        }
        return ofOrder / Math.fma(2, sum, 1);
    }

    /** (1 − (4n² − 1)/8x + (4n² − 1)(4n² − 9)/(2! (8x)²) − …) / √(2πx). */
    private static double far(int n, double x) {
        if (x == Double.POSITIVE_INFINITY) {
            return 0;
        }
        double square = 4.0 * n * n;
        double series = 1;
        for (int k = 30 + n; k > 0; k--) {
            double odd = 2.0 * k - 1;
            series = Math.fma(-(square - odd * odd) / (8.0 * k * x), series, 1);
        }
        return series / (ROOT_TWO_PI * Math.sqrt(x));
    }
}
