package dev.gradus.train;

import dev.gradus.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The result of one epoch, which prints as a row of a table.
 *
 * @param number the number of the epoch, from 1
 * @param training the means over the training examples, each computed at the time of its step
 * @param validation the means over the validation data after the epoch, if the {@link Trainer} has any
 * @param parameters statistics of each parameter and its gradient, if the trainer {@linkplain Trainer#watchingParameters
 *     watches} them
 */
public record Epoch(int number, Means training, Optional<Means> validation, List<ParameterStatistics> parameters) {
    /** Copies the list. */
    public Epoch {
        Objects.requireNonNull(training, "training");
        Objects.requireNonNull(validation, "validation");
        parameters = List.copyOf(parameters);
    }

    /** Returns the mean training loss, where each example counts at the time of its step. */
    public double loss() {
        return training.loss();
    }

    /** Returns the validation loss, if there is one. */
    public OptionalDouble validationLoss() {
        return validation.map(means -> OptionalDouble.of(means.loss())).orElse(OptionalDouble.empty());
    }

    /** Returns the means of the metrics over the training examples, by name. */
    public Map<String, Tensor> metrics() {
        return training.metrics();
    }

    /**
     * Returns all scalar results by name: {@code loss}, the metrics of one element, {@code validation loss} and so on, and
     * the norms of each parameter.
     */
    public Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>(training.numbers());
        validation.ifPresent(
                means -> means.numbers().forEach((name, value) -> numbers.put("validation " + name, value)));
        for (ParameterStatistics each : parameters) {
            numbers.put("norm of " + each.name(), each.norm());
            numbers.put("change of " + each.name(), each.change());
            numbers.put("gradient norm of " + each.name(), each.gradientNorm());
        }
        return numbers;
    }

    /**
     * Returns, for example, {@code epoch    7  loss 0.0119807   validation 0.00834421}, with the metrics of one element
     * after each. The columns of successive rows line up: a loss has up to six significant digits, a metric up to four, and
     * fewer where they would not fit.
     */
    @Override
    public String toString() {
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "epoch %4d", number));
        append(row, "loss", training);
        validation.ifPresent(means -> append(row, "validation", means));
        return row.toString().stripTrailing();
    }

    private static void append(StringBuilder row, String title, Means means) {
        row.append("  ").append(title).append(' ').append(text(means.loss(), 6));
        means.numbers().forEach((name, value) -> {
            if (!name.equals(Means.LOSS)) {
                row.append("  ").append(name).append(' ').append(text(value, 4));
            }
        });
    }

    /** Formats the number with at most this many significant digits, in a column wide enough for the infinities. */
    private static String text(double number, int digits) {
        int width = Math.max(digits + 4, "-Infinity".length());
        String text = String.format(Locale.ROOT, "%." + digits + "g", number);
        for (int decimals = digits - 1; text.length() > width && decimals >= 0; decimals--) {
            text = String.format(Locale.ROOT, "%." + decimals + "e", number);
        }
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
