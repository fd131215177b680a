package dev.gradus.tensor;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;

/**
 * A common notation and width for numbers that are printed together, so that they line up.
 *
 * <p>Numbers are in fixed notation, unless a magnitude is below 10⁻⁴ or at least 10⁸ (10¹⁶ if all are integers); then they
 * are in scientific notation. The number of decimals is the largest that any number needs to be exact, at most {@code
 * mostDecimals}. Integers therefore have none, and {@code 0.3000} shows that further digits follow.
 */
final class Column {

    private static final double SMALLEST_FIXED = 1e-4;
    private static final double TOO_LARGE = 1e8;
    private static final double TOO_LARGE_INTEGER = 1e16;

    private final boolean scientific;
    private final int decimals;
    private final int exponentDigits;
    private final int width;

    private Column(boolean scientific, int decimals, int exponentDigits, int width) {
        this.scientific = scientific;
        this.decimals = decimals;
        this.exponentDigits = exponentDigits;
        this.width = width;
    }

    /** Creates the column for these numbers with at most {@code mostDecimals} decimals. */
    static Column fitting(double[] numbers, int mostDecimals) {
        double[] magnitudes =
                Arrays.stream(numbers).filter(Double::isFinite).map(Math::abs).toArray();
        boolean scientific = isScientific(magnitudes);
        int decimals = 0;
        int exponentDigits = 2;
        for (double magnitude : magnitudes) {
            while (decimals < mostDecimals
                    && rounded(magnitude, scientific, decimals).doubleValue() != magnitude) {
                decimals++;
            }
        }
        for (double magnitude : magnitudes) {
            int exponent = Decimals.exponent(rounded(magnitude, scientific, decimals));
            exponentDigits = Math.max(
                    exponentDigits, Integer.toString(Math.abs(exponent)).length());
        }
        Column unaligned = new Column(scientific, decimals, exponentDigits, 0);
        int width = 0;
        for (double number : numbers) {
            width = Math.max(width, unaligned.text(number).length());
        }
        return new Column(scientific, decimals, exponentDigits, width);
    }

    private static boolean isScientific(double[] magnitudes) {
        boolean integers = Arrays.stream(magnitudes).allMatch(magnitude -> magnitude == Math.rint(magnitude));
        double tooLarge = integers ? TOO_LARGE_INTEGER : TOO_LARGE;
        return Arrays.stream(magnitudes)
                .anyMatch(magnitude -> magnitude >= tooLarge || (magnitude > 0 && magnitude < SMALLEST_FIXED));
    }

    private static BigDecimal rounded(double magnitude, boolean scientific, int decimals) {
        BigDecimal exact = new BigDecimal(magnitude);
        return scientific
                ? exact.round(new MathContext(decimals + 1, RoundingMode.HALF_EVEN))
                : exact.setScale(decimals, RoundingMode.HALF_EVEN);
    }

    String aligned(double number) {
        String text = text(number);
        return " ".repeat(width - text.length()) + text;
    }

    private String text(double number) {
        if (!Double.isFinite(number)) {
            return Decimals.notFinite(number);
        }
        BigDecimal magnitude = rounded(Math.abs(number), scientific, decimals);
        return (Decimals.isNegative(number) ? "-" : "")
                + (scientific ? Decimals.scientific(magnitude, decimals, exponentDigits) : magnitude.toPlainString());
    }
}
