package dev.gradus.tensor;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Formats float64 numbers exactly as Python and NumPy print them, so that output can be compared digit for digit.
 *
 * <p>The rules are those of NumPy's default print options ({@code numpy.set_printoptions}: precision 8, floatmode {@code
 * maxprec}), tested against NumPy 2.4.
 */
public final class NumpyFormat {

    private static final int PRECISION = 8;

    private NumpyFormat() {}

    /**
     * Formats a number as Python prints a float, with the fewest digits that read back as the same number: {@code 0.1513},
     * {@code 100.0}, {@code 1e-05}, {@code 1e+16}, {@code nan}, {@code -inf}.
     */
    public static String number(double value) {
        return Double.isFinite(value) ? Decimals.shortestText(value) : notFinite(value);
    }

    /**
     * Formats a tensor of rank 1 as NumPy prints a one-dimensional array: {@code [0.57]}, {@code [0.]}, {@code [0.   0.08]}.
     * It is never truncated or split into lines.
     *
     * @throws IllegalArgumentException if the rank is not 1
     */
    public static String row(Tensor row) {
        if (row.shape().rank() != 1) {
            throw new IllegalArgumentException(
                    "NumpyFormat.row prints a tensor of rank 1, but this one has shape " + row.shape());
        }
        double[] values = row.toArray();
        boolean scientific = isScientific(values);
        int decimals = 0;
        int exponentDigits = 2;
        for (double value : values) {
            if (Double.isFinite(value)) {
                BigDecimal digits = digits(Math.abs(value), scientific);
                String exponent = Integer.toString(Math.abs(Decimals.exponent(digits)));
                decimals = Math.max(decimals, scientific ? digits.precision() - 1 : digits.scale());
                exponentDigits = Math.max(exponentDigits, exponent.length());
            }
        }
        List<String> items = new ArrayList<>();
        for (double value : values) {
            items.add(scientific ? scientific(value, decimals, exponentDigits) : fixed(value, decimals));
        }
        int width = items.stream().mapToInt(String::length).max().orElse(0);
        return items.stream()
                .map(item -> " ".repeat(width - item.length()) + item)
                .collect(Collectors.joining(" ", "[", "]"));
    }

    private static boolean isScientific(double[] values) {
        double[] magnitudes = Arrays.stream(values)
                .filter(value -> Double.isFinite(value) && value != 0)
                .map(Math::abs)
                .toArray();
        double largest = Arrays.stream(magnitudes).max().orElse(1);
        double smallest = Arrays.stream(magnitudes).min().orElse(1);
        return largest >= 1e8 || smallest < 1e-4 || largest / smallest > 1000;
    }

    /** Returns the shortest decimal that reads back as the number, rounded to 8 decimals if it has more. */
    private static BigDecimal digits(double magnitude, boolean scientific) {
        BigDecimal shortest = Decimals.shortest(magnitude);
        int scale = scientific ? PRECISION - Decimals.exponent(shortest) : PRECISION;
        return shortest.scale() <= scale
                ? shortest
                : new BigDecimal(magnitude)
                        .setScale(scale, RoundingMode.HALF_EVEN)
                        .stripTrailingZeros();
    }

    /** Formats no more digits than this number needs, padded with spaces so that the points line up. */
    private static String fixed(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return notFinite(value);
        }
        BigDecimal digits = digits(Math.abs(value), false);
        int own = Math.max(0, digits.scale());
        String text = digits.setScale(own).toPlainString();
        return sign(value) + text + (own == 0 ? "." : "") + " ".repeat(decimals - own);
    }

    /** Formats the same number of digits for every number, exact ones rather than zeros. */
    private static String scientific(double value, int decimals, int exponentDigits) {
        if (!Double.isFinite(value)) {
            return notFinite(value);
        }
        String text = Decimals.scientific(new BigDecimal(Math.abs(value)), decimals, exponentDigits);
        return sign(value) + (decimals == 0 ? text.replace("e", ".e") : text);
    }

    private static String sign(double value) {
        return Decimals.isNegative(value) ? "-" : "";
    }

    private static String notFinite(double value) {
        return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
    }
}
