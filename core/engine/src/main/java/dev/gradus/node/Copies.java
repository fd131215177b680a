package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.List;

/** The functions of {@link Moves} that repeat elements. */
final class Copies {
    private Copies() {}

    static Node tile(Node x, int... repeats) {
        AxisArguments.check("tile", x, "repeats", repeats);
        Node tiled = x;
        for (int axis = 0; axis < repeats.length; axis++) {
            tiled = copies("tile", tiled, axis, axis, repeats[axis]);
        }
        return tiled;
    }

    static Node repeat(Node x, int axis, int count) {
        int along = Axis.of("repeat", x, axis);
        return copies("repeat", x, along, along + 1, count);
    }

    /** Repeats along a new axis, then merges it with the axis before or after it. */
    private static Node copies(String function, Node x, int axis, int newAxis, int count) {
        if (count < 0) {
            throw new ShapeException(
                    function + ": axis " + axis + " of " + x.describe() + " cannot be repeated " + count + " times");
        }
        if (count == 1) {
            return x;
        }
        Shape target = Shapes.replaced(function, List.of(x), x.shape(), newAxis, 0, Shape.of(count));
        return Moves.flatten(Moves.expandDims(x, newAxis).broadcastTo(target), axis, axis + 1);
    }
}
