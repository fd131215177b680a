package dev.gradus.check;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Formats numbers for reports, identically on every JVM. */
final class ReportNumbers {
    private static final int DIGITS = 7;

    /** A ratio closer to 1 than this is printed as a difference from 1. */
    private static final double NEAR_ONE = 1e-4;

    private ReportNumbers() {}

    static String text(double value) {
        return text(value, DIGITS);
    }

    static String rough(double value) {
        return text(value, 1);
    }

    /** Formats a ratio such as {@code 2}, {@code 0.5} or {@code 1 + 3e-7}. */
    static String ratio(double ratio) {
        double excess = ratio - 1;
        return Math.abs(excess) < NEAR_ONE && excess != 0
                ? "1 " + (excess < 0 ? "- " : "+ ") + text(Math.abs(excess), 2)
                : text(ratio, 5);
    }

    private static String text(double value, int digits) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "-∞";
        }
        BigDecimal rounded = new BigDecimal(value)
                .round(new MathContext(digits, RoundingMode.HALF_EVEN))
                .stripTrailingZeros();
        int exponent = rounded.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        if (exponent >= -4 && exponent <= DIGITS) {
            return rounded.toPlainString();
        }
        return rounded.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent;
    }
}
