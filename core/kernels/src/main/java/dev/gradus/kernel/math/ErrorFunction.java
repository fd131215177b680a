package dev.gradus.kernel.math;

/**
 * The error function, computed by one of two polynomials.
 *
 * <p>Near 0, {@code erf(x) = x + x·P(x²)} with P of degree 12; its error relative to erf is below 2^-62. Elsewhere,
 * {@code erf(x) = 1 − e^(−T(x − 1))}, where T of degree 17 approximates −log(erfc(x)), a smooth and nearly quadratic
 * function; the resulting error of erf is below 2^-57. Both are minimax fits (Remez exchange, 50 digits). The fit of T
 * is weighted by erfc, so that it is accurate where erfc is significant.
 */
public final class ErrorFunction {
    /** From here on the result rounds to 1. */
    public static final double GREATEST = 5.9375;

    public static final double P0 = 0x1.06eba8214db69p-3;
    public static final double P1 = -0x1.812746b0379e6p-2;
    public static final double P2 = 0x1.ce2f21a042b20p-4;
    public static final double P3 = -0x1.b82ce3128499dp-6;
    public static final double P4 = 0x1.565bcd0db02e7p-8;
    public static final double P5 = -0x1.c02db3d8ed2aep-11;
    public static final double P6 = 0x1.f9a321a11e815p-14;
    public static final double P7 = -0x1.f4d1df39579aap-17;
    public static final double P8 = 0x1.b9def19e85b63p-20;
    public static final double P9 = -0x1.5f1d36c6cbec3p-23;
    public static final double P10 = 0x1.f7a4125bc02f3p-27;
    public static final double P11 = -0x1.386ac1480acfap-30;
    public static final double P12 = 0x1.0579ac00b15ebp-34;

    public static final double T0 = 0x1.d97fbf27aa2a1p0;
    public static final double T1 = 0x1.51c9b0006c21ap1;
    public static final double T2 = 0x1.afabc11a2afd9p-1;
    public static final double T3 = 0x1.5477f099b6c66p-5;
    public static final double T4 = -0x1.48c9d37fc1ad0p-7;
    public static final double T5 = 0x1.033f5a12f325ap-9;
    public static final double T6 = -0x1.f1b04a8ce00c4p-13;
    public static final double T7 = -0x1.b92dd9ac70f2bp-16;
    public static final double T8 = 0x1.c852aa716fb58p-16;
    public static final double T9 = -0x1.44846564ca3c8p-17;
    public static final double T10 = 0x1.1e24780890cc2p-19;
    public static final double T11 = -0x1.b7cf59e281578p-23;
    public static final double T12 = -0x1.f25c41b62a0ecp-25;
    public static final double T13 = 0x1.1ed89f2ba9af1p-25;
    public static final double T14 = -0x1.24b8c735e9d2dp-27;
    public static final double T15 = 0x1.6a9e9c4f6d712p-30;
    public static final double T16 = -0x1.066c7418bfba7p-33;
    public static final double T17 = 0x1.56617eaaa3fe5p-38;

    private ErrorFunction() {}

    public static double erf(double x) {
        double magnitude = Math.abs(x);
        return magnitude < 1 ? nearZero(x) : Math.copySign(farOut(magnitude), x);
    }

    /** x + x·P(x²) for {@code |x| < 1}. */
    private static double nearZero(double x) {
        return Math.fma(x, fit(x * x), x);
    }

    /** P(x²) = erf(x)/x − 1 for {@code |x| < 1}. */
    static double fit(double square) {
        double fourth = square * square;
        double even = Math.fma(fourth, P12, P10);
        even = Math.fma(fourth, even, P8);
        even = Math.fma(fourth, even, P6);
        even = Math.fma(fourth, even, P4);
        even = Math.fma(fourth, even, P2);
        even = Math.fma(fourth, even, P0);
        double odd = Math.fma(fourth, P11, P9);
        odd = Math.fma(fourth, odd, P7);
        odd = Math.fma(fourth, odd, P5);
        odd = Math.fma(fourth, odd, P3);
        odd = Math.fma(fourth, odd, P1);
        return Math.fma(square, odd, even);
    }

    /** 1 − e^(−T(x − 1)) for x ≥ 1. */
    private static double farOut(double x) {
        double t = (x > GREATEST ? GREATEST : x) - 1;
        double square = t * t;
        double even = Math.fma(square, T16, T14);
        even = Math.fma(square, even, T12);
        even = Math.fma(square, even, T10);
        even = Math.fma(square, even, T8);
        even = Math.fma(square, even, T6);
        even = Math.fma(square, even, T4);
        even = Math.fma(square, even, T2);
        even = Math.fma(square, even, T0);
        double odd = Math.fma(square, T17, T15);
        odd = Math.fma(square, odd, T13);
        odd = Math.fma(square, odd, T11);
        odd = Math.fma(square, odd, T9);
        odd = Math.fma(square, odd, T7);
        odd = Math.fma(square, odd, T5);
        odd = Math.fma(square, odd, T3);
        odd = Math.fma(square, odd, T1);
        return 1 - Exponential.exp(-Math.fma(t, odd, even));
    }
}
