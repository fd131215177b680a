package dev.gradus.train;

import java.util.Objects;

/**
 * Statistics of a parameter and its gradient in one epoch. A norm is √Σw² over all elements.
 *
 * @param name the parameter's label
 * @param norm the norm of the parameter after the epoch
 * @param change the norm of the parameter's change in the epoch
 * @param gradientNorm the mean of the gradient's norms over the epoch's steps
 * @param values the distribution of the parameter's elements after the epoch
 * @param gradient the distribution of the gradient in the last step
 */
public record ParameterStatistics(
        String name, double norm, double change, double gradientNorm, Histogram values, Histogram gradient) {
    /** Checks that no component is null. */
    public ParameterStatistics {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(values, "values");
        Objects.requireNonNull(gradient, "gradient");
    }
}
