package dev.gradus.explorer;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers beside boxes: four decimals at most. */
final class Numbers {
    private Numbers() {}

    static String text(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
        }
        double magnitude = Math.abs(value);
        boolean whole = value == Math.rint(value) && magnitude < 1e7;
        String text = whole
                ? String.valueOf((long) value)
                : magnitude < 1e-4 || magnitude >= 1e7 ? String.format(Locale.ROOT, "%.1e", value) : fixed(value);
        return text.replace('-', '−');
    }

    /** Between two numbers of four decimals it is the even one, as on the page. */
    private static String fixed(double value) {
        return new BigDecimal(value).setScale(4, RoundingMode.HALF_EVEN).toPlainString();
    }
}
