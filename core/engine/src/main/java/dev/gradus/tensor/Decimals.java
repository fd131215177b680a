package dev.gradus.tensor;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * Formats float64 numbers as decimals, identically on every JVM. {@code Double.toString} is not always shortest before JDK
 * 19.
 */
final class Decimals {

    /** A decimal with this many significant digits reads back as the double from which it was rounded. */
    private static final int DIGITS_OF_ANY_DOUBLE = 17;

    private Decimals() {}

    /** Returns whether the sign bit is set, which is true of −0 too. */
    static boolean isNegative(double value) {
        return Double.doubleToRawLongBits(value) < 0;
    }

    /**
     * Returns the decimal with the fewest digits that reads back as this finite double, and of those the nearest; without
     * trailing zeros.
     */
    static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; digits < DIGITS_OF_ANY_DOUBLE; digits++) {
            // At a power of two, the doubles below are closer than those above. The nearest decimal may then fail to
            // read
            // back while its neighbor on the other side succeeds.
            for (RoundingMode rounding : List.of(RoundingMode.HALF_EVEN, RoundingMode.UP)) {
                BigDecimal rounded = exact.round(new MathContext(digits, rounding));
                if (rounded.doubleValue() == value) {
                    return rounded.stripTrailingZeros();
                }
            }
        }
        return exact.round(new MathContext(DIGITS_OF_ANY_DOUBLE, RoundingMode.HALF_EVEN));
    }

    /**
     * Returns the shortest text that reads back as this double, in Python's notation ({@code 0.5}, {@code 100.0}, {@code
     * 1e-05}), except for {@code NaN}, {@code ∞} and {@code -∞}.
     */
    static String shortestText(double value) {
        if (!Double.isFinite(value)) {
            return notFinite(value);
        }
        String sign = isNegative(value) ? "-" : "";
        BigDecimal magnitude = shortest(Math.abs(value));
        int exponent = exponent(magnitude);
        if (exponent < -4 || exponent >= 16) {
            return sign + scientific(magnitude, magnitude.precision() - 1, 2);
        }
        return sign + magnitude.setScale(Math.max(1, magnitude.scale())).toPlainString();
    }

    static String notFinite(double value) {
        return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "-∞";
    }

    /**
     * Formats a decimal in scientific notation, such as {@code 1.50e-05}, rounded half to even.
     *
     * @param decimals digits after the point, which is omitted if there are none
     * @param exponentDigits the minimum number of digits of the exponent
     */
    static String scientific(BigDecimal magnitude, int decimals, int exponentDigits) {
        BigDecimal rounded = magnitude.round(new MathContext(decimals + 1, RoundingMode.HALF_EVEN));
        int exponent = exponent(rounded);
        String mantissa =
                rounded.scaleByPowerOfTen(-exponent).setScale(decimals).toPlainString();
        String exponentText = Integer.toString(Math.abs(exponent));
        return mantissa
                + (exponent < 0 ? "e-" : "e+")
                + "0".repeat(Math.max(0, exponentDigits - exponentText.length()))
                + exponentText;
    }

    /** Returns the power of ten of the first digit, or 0 for 0. */
    static int exponent(BigDecimal magnitude) {
        return magnitude.signum() == 0 ? 0 : magnitude.precision() - magnitude.scale() - 1;
    }
}
