package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.Objects;

/** Data that is fed to a run, such as examples and targets. */
public final class Input extends Leaf {
    private Input(String name, Shape shape) {
        super(shape, Names.checked(name));
    }

    /** An input of these sizes; without sizes, a single number. */
    public static Input of(String name, int... sizes) {
        return of(name, Shape.of(sizes));
    }

    /** An input whose shape may carry display names: {@code Shape.of(4, 2).named("n_batch", "n_in")}. */
    public static Input of(String name, Shape shape) {
        Objects.requireNonNull(shape, "shape");
        return new Input(name, shape);
    }
}
