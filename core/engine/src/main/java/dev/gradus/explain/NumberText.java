package dev.gradus.explain;

/** Numbers as people write them. */
final class NumberText {
    private static final double SMALL = 1e-4;
    private static final double LARGE = 1e7;

    private NumberText() {}

    /** All digits that tell the number, the sign as −; a half as ½. */
    static String exact(double value) {
        if (value == 0.5) {
            return "½";
        }
        return (isWhole(value) ? whole(value) : Double.toString(value)).replace('-', '−');
    }

    /** At most four decimals; very small and large numbers as {@code 7.2·10⁻¹¹}. */
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

    private static String fixed(double value) {
        return String.format(java.util.Locale.ROOT, "%.4f", value);
    }

    private static String scientific(double value) {
        String[] parts = String.format(java.util.Locale.ROOT, "%.1e", value).split("e", -1);
        String exponent = Integer.toString(Integer.parseInt(parts[1]));
        StringBuilder raised = new StringBuilder();
        exponent.chars().forEach(c -> raised.append(c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(c - '0')));
        return parts[0].replace('-', '−') + "·10" + raised;
    }
}
