package dev.gradus.kernel.math;

/** The power of two by which numbers are divided before they are squared, so that no square overflows or underflows. */
public final class Magnitude {
    /** Between 2^−LIMIT and 2^LIMIT squares need no scaling. */
    private static final int LIMIT = 450;

    private Magnitude() {}

    /** Returns the exponent of that power, 0 if the greatest magnitude, positive and finite, needs no scaling. */
    public static int exponent(double greatest) {
        int exponent = Math.getExponent(greatest);
        return Math.abs(exponent) <= LIMIT ? 0 : exponent;
    }

    /** Returns x / 2^exponent, exact except for numbers that are negligible compared with the greatest. */
    public static double scaled(double x, int exponent) {
        return exponent == 0 ? x : Math.scalb(x, -exponent);
    }
}
