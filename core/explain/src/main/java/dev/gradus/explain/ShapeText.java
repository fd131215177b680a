package dev.gradus.explain;

import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.stream.Collectors;

final class ShapeText {
    private ShapeText() {}

    /** Formats sizes as {@code 4×2}, and those of a scalar as {@code 1}. */
    static String sizes(Shape shape) {
        return shape.isScalar()
                ? "1"
                : Arrays.stream(shape.sizes()).mapToObj(String::valueOf).collect(Collectors.joining("×"));
    }
}
