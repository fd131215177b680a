package dev.gradus.playground.language;

import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Formats sizes for the page. */
public final class Sizes {
    private Sizes() {}

    /** {@code 4 × 1}, {@code (4)}, {@code number}. */
    public static String of(Shape shape) {
        return shape.isScalar() ? "number" : shape.rank() == 1 ? "(" + shape.size(0) + ")" : joined(shape, " × ");
    }

    /** As the lines have them: {@code 4, 1}. */
    static String asArguments(Shape shape) {
        return joined(shape, ", ");
    }

    private static String joined(Shape shape, String separator) {
        return Arrays.stream(shape.sizes()).mapToObj(String::valueOf).collect(Collectors.joining(separator));
    }

    /** The same for a sentence: {@code one number}. */
    static String inWords(Shape shape) {
        return shape.isScalar() ? "one number" : of(shape);
    }
}
