package dev.gradus.train;

import dev.gradus.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The loss and the metrics of some examples, each a mean over them.
 *
 * @param loss the mean loss
 * @param metrics the means of the model's metrics, by name
 */
public record Means(double loss, Map<String, Tensor> metrics) {
    /** Copies the map. */
    public Means {
        Objects.requireNonNull(metrics, "metrics");
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }
}
