package dev.gradus.train.file;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Map;

/** Reads the numbers of a saved state. */
public final class States {
    private States() {}

    /** Returns a tensor of a state. */
    public static Tensor get(Map<String, Tensor> state, String name) {
        Tensor value = state.get(name);
        if (value == null) {
            throw new IllegalArgumentException("The state has no '" + name + "'; its names are " + state.keySet());
        }
        return value;
    }

    /** Returns the numbers of a tensor of this shape. */
    public static double[] numbers(Map<String, Tensor> state, String name, int... sizes) {
        Tensor value = get(state, name);
        if (!value.shape().equals(Shape.of(sizes))) {
            throw new IllegalArgumentException(
                    "The state's '" + name + "' must have the shape " + Shape.of(sizes) + ", but has " + value.shape());
        }
        return value.toArray();
    }

    /** Returns a count from 0 to 2⁵³. */
    public static long count(Map<String, Tensor> state, String name) {
        double value = numbers(state, name)[0];
        if (!(value >= 0 && value <= 0x1p53 && value == Math.rint(value))) {
            throw new IllegalArgumentException("The state's '" + name + "' must be a count, not " + value);
        }
        return (long) value;
    }
}
