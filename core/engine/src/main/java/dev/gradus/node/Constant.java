package dev.gradus.node;

import dev.gradus.tensor.Tensor;

/** A value that never changes. */
public final class Constant extends Leaf {
    private final Tensor value;

    private Constant(Tensor value, String label) {
        super(value.shape(), label);
        this.value = value;
    }

    /** A single number, of rank 0, which every shape takes as an operand. */
    public static Constant of(double value) {
        return of(Tensor.scalar(value));
    }

    /** An unnamed constant. */
    public static Constant of(Tensor value) {
        return new Constant(value, "");
    }

    /** A named constant, as {@code π}. */
    public static Constant of(String name, Tensor value) {
        return new Constant(value, Names.checked(name));
    }

    /** The value. */
    public Tensor value() {
        return value;
    }
}
