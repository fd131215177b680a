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
 * @param metrics the means of the model's metrics, and the metrics of all examples at once, by name
 */
public record Means(double loss, Map<String, Tensor> metrics) {
    static final String LOSS = "loss";

    /** Copies the map. */
    public Means {
        Objects.requireNonNull(metrics, "metrics");
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /** Creates means without metrics. */
    public static Means ofLoss(double loss) {
        return new Means(loss, Map.of());
    }

    /**
     * Returns a metric of one element.
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

    /** Returns all scalar results with full precision, for example {@code loss 0.25, accuracy 0.875}. */
    @Override
    public String toString() {
        return numbers().entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining(", "));
    }

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
