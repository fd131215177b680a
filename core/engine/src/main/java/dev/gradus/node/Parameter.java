package dev.gradus.node;

import dev.gradus.tensor.Tensor;
import java.util.Objects;

/**
 * Numbers that training changes, such as weights and biases.
 *
 * <p>The node holds the identity, the shape and the initial value. The current value is stored in
 * {@code dev.gradus.run.Parameters}, so that training a model does not affect other trainings of the same model.
 */
public final class Parameter extends Leaf {
    private final Tensor initialValue;

    private Parameter(String name, Tensor initialValue) {
        super(Objects.requireNonNull(initialValue, "initialValue").shape(), Names.checked(name));
        this.initialValue = initialValue;
    }

    /** A parameter with the shape of this value, including its display names. */
    public static Parameter of(String name, Tensor initialValue) {
        return new Parameter(name, initialValue);
    }

    /** The value at the start of training. */
    public Tensor initialValue() {
        return initialValue;
    }
}
