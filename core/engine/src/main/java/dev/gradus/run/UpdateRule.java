package dev.gradus.run;

/** Changes a parameter's numbers, given its gradient. */
@FunctionalInterface
public interface UpdateRule {
    /**
     * Changes the value in place.
     *
     * @param value the parameter's live numbers in row-major order
     * @param gradient the gradient of the last backward pass in row-major order, which must not be changed
     */
    void apply(double[] value, double[] gradient);
}
