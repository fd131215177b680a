package dev.gradus.run;

/** How a parameter's numbers change, given its gradient. */
@FunctionalInterface
public interface UpdateRule {
    /**
     * Changes the value in place.
     *
     * @param value the live numbers, row-major
     * @param gradient the gradient at the last backward pass, row-major; must not be changed
     */
    void apply(double[] value, double[] gradient);
}
