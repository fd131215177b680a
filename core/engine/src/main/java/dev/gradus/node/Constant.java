package dev.gradus.node;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Objects;

/** A node whose value never changes. */
public final class Constant extends Leaf {
    private final Tensor value;
    private final String symbol;

    private Constant(Tensor value, String label, String symbol) {
        super(Objects.requireNonNull(value, "value").shape(), label);
        this.value = value;
        this.symbol = symbol;
    }

    /** A single number, of rank 0, which broadcasts against every shape. */
    public static Constant of(double value) {
        return of(Tensor.scalar(value));
    }

    /** An unnamed constant. */
    public static Constant of(Tensor value) {
        return new Constant(value, "", "");
    }

    /** A constant with a name, such as {@code π}. */
    public static Constant of(String name, Tensor value) {
        return new Constant(value, Names.checked(name), "");
    }

    /**
     * An unnamed constant that prints as this text instead of its numbers.
     *
     * @throws IllegalArgumentException if the text is not a valid {@linkplain dev.gradus.tensor.Labels label}
     */
    public static Constant printedAs(String symbol, Tensor value) {
        Objects.requireNonNull(symbol, "symbol");
        return new Constant(value, "", Names.checked(symbol));
    }

    /**
     * The size of an axis as a number of rank 0. It prints as the axis's display name if there is one, such as
     * {@code n_batch}.
     *
     * @throws IndexOutOfBoundsException if there is no such axis
     */
    public static Constant sizeOf(Shape shape, int axis) {
        return new Constant(Tensor.scalar(shape.size(axis)), "", shape.name(axis));
    }

    /** The text that an unnamed constant prints instead of its numbers, or the empty string. */
    public String symbol() {
        return symbol;
    }

    /** The value. */
    public Tensor value() {
        return value;
    }
}
