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

    private volatile boolean isChanged;

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

    /** Returns whether some {@code Parameters} have held other numbers than the initial value. */
    public boolean isChanged() {
        return isChanged;
    }

    /**
     * Notes that some {@code Parameters}, which call this, hold other numbers than the initial value. What would silently
     * compute with the initial value, such as a Hessian for which no parameters are given, then refuses.
     */
    public void noteChange() {
        if (!isChanged) {
            isChanged = true;
        }
    }
}
