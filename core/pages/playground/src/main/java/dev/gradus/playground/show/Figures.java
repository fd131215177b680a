package dev.gradus.playground.show;

import java.math.BigDecimal;
import java.math.MathContext;

/** Formats numbers for sentences: three significant digits, with a power of ten for very large and small numbers. */
public final class Figures {
    private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private Figures() {}

    /** A number as it stands in a sentence. */
    public static String of(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "not a number" : value > 0 ? "∞" : "−∞";
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros();
        int power = rounded.precision() - rounded.scale() - 1;
        String text = power < -4 || power > 5
                ? rounded.scaleByPowerOfTen(-power).toPlainString() + "·10" + raised(power)
                : rounded.toPlainString();
        return text.replace('-', '−');
    }

    private static String raised(int power) {
        StringBuilder raised = new StringBuilder(power < 0 ? "⁻" : "");
        String.valueOf(Math.abs(power)).chars().forEach(digit -> raised.append(RAISED.charAt(digit - '0')));
        return raised.toString();
    }
}
