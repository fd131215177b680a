package dev.gradus.explain;

import dev.gradus.tensor.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Formats numbers for reading. */
final class NumberText {
    private static final double SMALL = 1e-4;
    private static final double LARGE = 1e7;

    private NumberText() {}

    /** Formats all significant digits, with − as the sign and ½ for a half. */
    static String exact(double value) {
        if (value == 0.5) {
            return "½";
        } else if (!Double.isFinite(value)) {
            return rounded(value);
        }
        return (isWhole(value) ? whole(value) : Json.shortest(value)).replace('-', '−');
    }

    /** Formats at most four decimals; very small and large numbers as {@code 7.2·10⁻¹¹}. */
    static String rounded(double value) {
        double magnitude = Math.abs(value);
        if (Double.isNaN(value)) {
            return "NaN";
        } else if (Double.isInfinite(value)) {
            return value < 0 ? "−∞" : "∞";
        } else if (isWhole(value) && magnitude < LARGE) {
            return whole(value).replace('-', '−');
        } else if (magnitude < SMALL || magnitude >= LARGE) {
            return scientific(value);
        }
        return fixed(value).replace('-', '−');
    }

    private static boolean isWhole(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15;
    }

    private static String whole(double value) {
        return value == 0 && 1 / value < 0 ? "-0" : Long.toString((long) value);
    }

    /** Rounds half to even, like NumPy. */
    private static String fixed(double value) {
        return new BigDecimal(value).setScale(4, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static String scientific(double value) {
        String[] parts = String.format(Locale.ROOT, "%.1e", value).split("e", -1);
        String exponent = Integer.toString(Integer.parseInt(parts[1]));
        StringBuilder raised = new StringBuilder();
        exponent.chars().forEach(c -> raised.append(c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(c - '0')));
        return parts[0].replace('-', '−') + "·10" + raised;
    }
}
