package dev.gradus.explorer;

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
                : String.format(Locale.ROOT, magnitude < 1e-4 || magnitude >= 1e7 ? "%.1e" : "%.4f", value);
        return text.replace('-', '−');
    }
}
