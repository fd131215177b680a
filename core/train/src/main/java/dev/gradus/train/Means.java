package dev.gradus.train;

import dev.gradus.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The loss and the metrics of some examples.
 *
 * @param loss the mean loss
 * @param metrics the means of the model's metrics, and metrics of all examples at once, by name
 */
public record Means(double loss, Map<String, Tensor> metrics) {
    static final String LOSS = "loss";

    /** Copies the map. */
    public Means {
        Objects.requireNonNull(metrics, "metrics");
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /** A loss without metrics. */
    public static Means ofLoss(double loss) {
        return new Means(loss, Map.of());
    }

    /**
     * A metric of one element.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public double metric(String name) {
        Objects.requireNonNull(name, "name");
        Tensor value = metrics.get(name);
        if (value == null || value.shape().elements() != 1) {
            throw new IllegalArgumentException(
                    "Means: there is no metric '" + name + "' of one element; there are " + metrics.keySet());
        }
        return value.item();
    }

    /** {@code loss 0.25, accuracy 0.875}: all that is one number, with all digits. */
    @Override
    public String toString() {
        return numbers().entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining(", "));
    }

    /** The loss and the metrics of one element, by name. */
    Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put(LOSS, loss);
        metrics.forEach((name, value) -> {
            if (value.shape().elements() == 1) {
                numbers.put(name, value.item());
            }
        });
        return numbers;
    }
}
