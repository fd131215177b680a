package dev.gradus.explain;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Formats numbers for reading. */
final class NumberText {
    /** A double distinguishes all decimals of this number of digits. */
    private static final int SURE_DIGITS = 15;

    private static final int MOST_DIGITS = 17;
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
        return (isWhole(value) ? whole(value) : shortest(value)).replace('-', '−');
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

    /**
     * Formats the fewest digits that identify the number, on every JVM. Before Java 19, Double.toString may return too many.
     */
    static String shortest(double value) {
        if (!Double.isFinite(value) || value == 0) {
            return String.valueOf(value); // a BigDecimal cannot represent −0
        }
        BigDecimal exact = new BigDecimal(value);
        BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        for (int precision = SURE_DIGITS; precision <= MOST_DIGITS && digits.precision() > SURE_DIGITS; precision++) {
            BigDecimal fewer = exact.round(new MathContext(precision));
            if (fewer.doubleValue() == value) {
                digits = fewer.stripTrailingZeros();
                break;
            }
        }
        String text = digits.toString().replace("E+", "E");
        return text.contains(".") || text.contains("E") ? text : text + ".0";
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
