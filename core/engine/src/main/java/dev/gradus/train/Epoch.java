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

    /** {@code epoch    7  loss 0.0119807   validation 0.00834421}, and the metrics of one element. */
    @Override
    public String toString() {
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "epoch %4d  loss %-10.6g", number, loss));
        validationLoss.ifPresent(value -> row.append(String.format(Locale.ROOT, "  validation %-10.6g", value)));
        metrics.forEach((name, value) -> {
            if (value.shape().elements() == 1) {
                row.append(String.format(Locale.ROOT, "  %s %-8.4g", name, value.item()));
            }
        });
        return row.toString().stripTrailing();
    }
}
