package dev.gradus.explain;

import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.stream.Collectors;

final class ShapeText {
    private ShapeText() {}

    /** {@code 4×2}; a single number has {@code 1}. */
    static String sizes(Shape shape) {
        return shape.isScalar()
                ? "1"
                : Arrays.stream(shape.sizes()).mapToObj(String::valueOf).collect(Collectors.joining("×"));
    }
}
