package dev.gradus.train;

import dev.gradus.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * The result of one epoch. It prints as a row of a table.
 *
 * @param number counted from 1
 * @param loss the mean over its examples, each at the time of its step
 * @param validationLoss after the epoch, if the {@link Trainer} takes one
 * @param metrics the means of the model's metrics over its examples, by name
 */
public record Epoch(int number, double loss, OptionalDouble validationLoss, Map<String, Tensor> metrics) {
    /** Copies the map. */
    public Epoch {
        Objects.requireNonNull(validationLoss, "validationLoss");
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /**
     * {@code epoch    7  loss 0.0119807   validation 0.00834421}, and the metrics of one element. Rows of the same columns
     * line up for any numbers: a loss has up to six significant digits, a metric four, and fewer where they would not fit.
     */
    @Override
    public String toString() {
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "epoch %4d  loss %s", number, text(loss, 6)));
        validationLoss.ifPresent(value -> row.append("  validation ").append(text(value, 6)));
        metrics.forEach((name, value) -> {
            if (value.shape().elements() == 1) {
                row.append("  ").append(name).append(' ').append(text(value.item(), 4));
            }
        });
        return row.toString().stripTrailing();
    }

    /** The number with at most that many significant digits, in a column of four more characters. */
    private static String text(double number, int digits) {
        int width = digits + 4;
        String text = String.format(Locale.ROOT, "%." + digits + "g", number);
        for (int decimals = digits - 1; text.length() > width && decimals >= 0; decimals--) {
            text = String.format(Locale.ROOT, "%." + decimals + "e", number);
        }
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
