package dev.gradus.train;

import java.util.Objects;

/**
 * How a parameter and its gradient went in an epoch. A norm is √Σw² over all elements.
 *
 * @param name the parameter's label
 * @param norm that of the parameter after the epoch
 * @param change the norm of the difference that the epoch made
 * @param gradientNorm the mean of the gradient's norms over the epoch's steps
 * @param values how the parameter is distributed after the epoch
 * @param gradient how the gradient of the last step was distributed
 */
public record ParameterStatistics(
        String name, double norm, double change, double gradientNorm, Histogram values, Histogram gradient) {
    /** Checks that nothing is missing. */
    public ParameterStatistics {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(values, "values");
        Objects.requireNonNull(gradient, "gradient");
    }
}
