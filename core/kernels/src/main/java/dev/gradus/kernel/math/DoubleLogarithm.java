package dev.gradus.kernel.math;

/** The natural logarithm of a positive normal number as a pair of doubles, accurate to about 65 bits. */
final class DoubleLogarithm {
    private DoubleLogarithm() {}

    static double high(double x) {
        return Power.logarithm(exponent(x), fraction(x));
    }

    static double low(double x) {
        return Power.logarithmLow(exponent(x), fraction(x));
    }

    private static double exponent(double x) {
        return Logarithm.exponent(biased(x));
    }

    private static double fraction(double x) {
        long bits = Double.doubleToRawLongBits(x);
        return Double.longBitsToDouble(bits - (biased(x) & Logarithm.EXPONENT_MASK) + Logarithm.ONE_BITS) - 1;
    }

    private static long biased(double x) {
        return Double.doubleToRawLongBits(x) - Logarithm.SQRT_HALF_BITS + Logarithm.ONE_BITS;
    }
}
