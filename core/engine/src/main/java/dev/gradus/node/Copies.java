package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.List;

/** The functions of {@link Moves} that repeat or rotate elements. */
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

    static Node roll(Node x, int axis, int shift) {
        int along = Axis.of("roll", x, axis);
        int size = x.shape().size(along);
        int cut = size == 0 ? 0 : Math.floorMod(-(long) shift, size);
        return cut == 0 ? x : x.slice(along, cut, size).concat(along, x.slice(along, 0, cut));
    }

    static Node rot90(Node x, int quarters, int from, int to) {
        Axis.marked("rot90", x, from, to);
        return switch (Math.floorMod(quarters, 4)) {
            case 1 -> Moves.swapAxes(x.flip(to), from, to);
            case 2 -> x.flip(from, to);
            case 3 -> Moves.swapAxes(x, from, to).flip(to);
            default -> x;
        };
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
