package dev.gradus.kernel.math;

/**
 * The complementary error function 2/√π·∫ₓ^∞ e^(−t²) dt, which stays accurate where 1 − erf(x) cancels.
 *
 * <p>For x ≥ 0, {@code erfc(x) = e^(−x²)·E(t)/(1 + 2x)} with {@code t = (x − 4)/(x + 4)} (Shepherd and Laframboise,
 * "Chebyshev approximation of (1 + 2x) exp(x²) erfc x in 0 ≤ x &lt; ∞", Mathematics of Computation 36, 1981). E is a
 * minimax fit of degree 23 (Remez exchange, 60 digits) with an error of 2^-56. The square, the exponential, the
 * quotient and the product are pairs of doubles. For {@code |x| < ½} the result is 1 − erf(x) with the polynomial of {@link
 * ErrorFunction}.
 */
public final class ComplementaryErrorFunction {
    /** From here on the result rounds to 0. */
    static final double GREATEST = 27.5;

    static final double E0 = 0x1.3ba5916e9fd7fp0;
    static final double E1 = -0x1.1df1ad154a28fp-3;
    static final double E2 = 0x1.f7f5df66fd6f1p-7;
    static final double E3 = 0x1.16ecefcfa54abp-4;
    static final double E4 = -0x1.9ddb23c3e8a6p-4;
    static final double E5 = 0x1.7fee004e0fcbdp-4;
    static final double E6 = -0x1.0fb06dfe53c68p-4;
    static final double E7 = 0x1.3079edf6d85bp-5;
    static final double E8 = -0x1.09623882da815p-6;
    static final double E9 = 0x1.49c6726da6519p-8;
    static final double E10 = -0x1.8d4a9c1ce3474p-11;
    static final double E11 = -0x1.a1df14df8322bp-13;
    static final double E12 = 0x1.3be0694e450e6p-13;
    static final double E13 = -0x1.995af82c07711p-16;
    static final double E14 = -0x1.788d7ba264d8cp-17;
    static final double E15 = 0x1.7f36255d27fc3p-18;
    static final double E16 = 0x1.3bd2a6dc04ffdp-22;
    static final double E17 = -0x1.bb852f871a695p-21;
    static final double E18 = 0x1.3e262e453b823p-24;
    static final double E19 = 0x1.da69e773feab3p-24;
    static final double E20 = -0x1.2ae18e52c4691p-26;
    static final double E21 = -0x1.e497c12340cbep-27;
    static final double E22 = 0x1.c24ac98256ec6p-30;
    static final double E23 = 0x1.46c807aab77eap-30;
    static final double E0_LOW = -0x1.a241d75eb4c39p-55;

    private ComplementaryErrorFunction() {}

    public static double erfc(double x) {
        double magnitude = Math.abs(x);
        double a = magnitude > GREATEST ? GREATEST : magnitude;

        double denominator = a + 4;
        double denominatorLow = a < 4 ? a - (denominator - 4) : 4 - (denominator - a);
        double difference = a - 4;
        double differenceLow = a < 4 ? a - (difference + 4) : 0;
        double t = difference / denominator;
        double tLow =
                (Math.fma(-t, denominator, difference) + Math.fma(-t, denominatorLow, differenceLow)) / denominator;
        double tail = tail(t);
        double head = E0 + t * tail;
        double headLow = ((E0 - head) + t * tail) + (Math.fma(t, tail, -(t * tail)) + Math.fma(tLow, slope(t), E0_LOW));

        double scale = Math.fma(2, a, 1);
        double scaleLow = a > 0.5 ? 1 - (scale - 2 * a) : 2 * a - (scale - 1);
        double quotient = head / scale;
        double remainder = Math.fma(-quotient, scale, head) + Math.fma(-quotient, scaleLow, headLow);
        double quotientLow = remainder / scale;

        double square = a * a;
        double squareLow = Math.fma(a, a, -square);
        double shifted = Math.fma(-square, Exponential.LOG2_E, Exponential.ROUND_WIDE);
        double n = shifted - Exponential.ROUND_WIDE;
        double high = Math.fma(-n, Exponential.LN2_HIGH, -square);
        double low = Math.fma(-n, Exponential.LN2_LOW, -squareLow);
        double power = 1 + high;
        double powerLow = ((1 - power) + high) + Exponential.tail(high, low);

        double product = power * quotient;
        double productLow = Math.fma(power, quotient, -product) + Math.fma(power, quotientLow, powerLow * quotient);
        long exponents = Double.doubleToRawLongBits(shifted);
        long half = exponents >>> 1;
        double first = Double.longBitsToDouble(half << 52);
        double second = Double.longBitsToDouble((exponents - half) << 52);
        double right = (product + productLow) * first * second;
        double taken = product * first * second;
        double reflected = 2 - taken;
        double left = reflected + (((2 - reflected) - taken) - productLow * first * second);
        double farOut = x < 0 ? left : right;
        return a < 0.5 ? nearZero(x) : farOut;
    }

    /** Returns e^(x²)·erfc(x) for x from 0 to {@link #GREATEST}. */
    static double scaled(double x) {
        double t = (x - 4) / (x + 4);
        return Math.fma(t, tail(t), E0) / Math.fma(2, x, 1);
    }

    /** 1 − x − x·P(x²). */
    private static double nearZero(double x) {
        double difference = 1 - x;
        double lost = (1 - difference) - x;
        return difference + Math.fma(-x, ErrorFunction.fit(x * x), lost);
    }

    /** E′(t) to four bits. */
    private static double slope(double t) {
        return Math.fma(
                t, Math.fma(t, Math.fma(t, Math.fma(t, Math.fma(t, -0.889, 0.732), -0.109), 0.135), -0.008), -0.137);
    }

    /** (E(t) − E0)/t. */
    private static double tail(double t) {
        double square = t * t;
        double odd = Math.fma(square, E23, E21);
        odd = Math.fma(square, odd, E19);
        odd = Math.fma(square, odd, E17);
        odd = Math.fma(square, odd, E15);
        odd = Math.fma(square, odd, E13);
        odd = Math.fma(square, odd, E11);
        odd = Math.fma(square, odd, E9);
        odd = Math.fma(square, odd, E7);
        odd = Math.fma(square, odd, E5);
        odd = Math.fma(square, odd, E3);
        odd = Math.fma(square, odd, E1);
        double even = Math.fma(square, E22, E20);
        even = Math.fma(square, even, E18);
        even = Math.fma(square, even, E16);
        even = Math.fma(square, even, E14);
        even = Math.fma(square, even, E12);
        even = Math.fma(square, even, E10);
        even = Math.fma(square, even, E8);
        even = Math.fma(square, even, E6);
        even = Math.fma(square, even, E4);
        even = Math.fma(square, even, E2);
        return Math.fma(t, even, odd);
    }
}
