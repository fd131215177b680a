package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The attribute of ops that bring their operand to a given shape. */
record TargetShape(Shape shape) {
    /** Written out: a record's own equals would keep the class it was last linked for, and a dropped library with it. */
    @Override
    public boolean equals(Object other) {
        return other instanceof TargetShape target && shape.equals(target.shape);
    }

    @Override
    public int hashCode() { // a record's own hashCode takes milliseconds to link on first use
        return shape.hashCode();
    }

    /** {@code {0}.broadcastTo(Shape.of(2, 3))}. */
    static String java(String method, Shape shape) {
        return "{0}." + method + "(Shape.of(" + sizes(shape) + "))";
    }

    /** {@code (2, 3)}, and {@code (5,)} as Python writes a tuple of one. */
    static String numpy(Shape shape) {
        return "(" + sizes(shape) + (shape.rank() == 1 ? ",)" : ")");
    }

    /** {@code 2, 3}. */
    static String sizes(Shape shape) {
        return Arrays.stream(shape.sizes()).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    }
}
