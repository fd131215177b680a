package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The attribute of ops that bring their operand to a given shape. */
record TargetShape(Shape shape) {
    /**
     * Written by hand because the generated equals keeps a reference to the class it was last linked for, and so to a
     * library that has been unloaded.
     */
    @Override
    public boolean equals(Object other) {
        return other instanceof TargetShape target && shape.equals(target.shape);
    }

    @Override
    public int hashCode() { // the generated hashCode takes milliseconds to link on first use
        return shape.hashCode();
    }

    /** The Java code, such as {@code {0}.broadcastTo(Shape.of(2, 3))}. */
    static String java(String method, Shape shape) {
        return "{0}." + method + "(Shape.of(" + sizes(shape) + "))";
    }

    /** The shape as a Python tuple, such as {@code (2, 3)} or {@code (5,)}. */
    static String numpy(Shape shape) {
        return "(" + sizes(shape) + (shape.rank() == 1 ? ",)" : ")");
    }

    /** The sizes as arguments, such as {@code 2, 3}. */
    static String sizes(Shape shape) {
        return Arrays.stream(shape.sizes()).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    }
}
