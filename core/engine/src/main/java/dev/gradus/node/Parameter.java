package dev.gradus.node;

import dev.gradus.tensor.Tensor;
import java.util.Objects;

/**
 * Numbers that training changes, such as weights and biases.
 *
 * <p>The node is the identity, the shape and the initial value; the current numbers live in
 * {@code dev.gradus.run.Parameters}, so that one model can be trained twice without a trace of the first time.
 */
public final class Parameter extends Leaf {
    private final Tensor initialValue;

    private Parameter(String name, Tensor initialValue) {
        super(Objects.requireNonNull(initialValue, "initialValue").shape(), Names.checked(name));
        this.initialValue = initialValue;
    }

    /** A parameter of this value's shape, display names included. */
    public static Parameter of(String name, Tensor initialValue) {
        return new Parameter(name, initialValue);
    }

    /** The value that training starts from. */
    public Tensor initialValue() {
        return initialValue;
    }
}
