package dev.gradus.train;

import dev.gradus.node.Parameter;
import dev.gradus.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The mean of a model over blocks of examples, and its gradients.
 *
 * @param means the mean of the model's output, as the loss, and of its metrics
 * @param gradients the gradient of the mean output with respect to each parameter
 */
public record MeanGradients(Means means, Map<Parameter, Tensor> gradients) {
    /** Copies the map. */
    public MeanGradients {
        Objects.requireNonNull(means, "means");
        Objects.requireNonNull(gradients, "gradients");
        gradients = Collections.unmodifiableMap(new LinkedHashMap<>(gradients));
    }

    /** Returns the mean of the model's output. */
    public double value() {
        return means.loss();
    }

    /**
     * Returns the gradient of the mean output with respect to a parameter.
     *
     * @throws IllegalArgumentException if the model does not have this parameter
     */
    public Tensor gradient(Parameter parameter) {
        Tensor gradient = gradients.get(Objects.requireNonNull(parameter, "parameter"));
        if (gradient == null) {
            throw new IllegalArgumentException("MeanGradients: the model does not have the parameter "
                    + parameter.describe() + "; it has " + gradients.keySet());
        }
        return gradient;
    }
}
