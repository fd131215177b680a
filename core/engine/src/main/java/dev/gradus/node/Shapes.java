package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Shapes derived from the shapes of operands, with the display names that still apply. */
final class Shapes {
    private Shapes() {}

    /** Refuses a result with more elements than an array can hold. */
    static int[] checkSize(String op, List<? extends Node> operands, int... sizes) {
        if (Shape.isTooLarge(sizes)) {
            throw new ShapeException(op + ": "
                    + operands.stream().map(Node::describe).collect(Collectors.joining(", "))
                    + " would give "
                    + Arrays.stream(sizes).mapToObj(String::valueOf).collect(Collectors.joining(", ", "(", ")"))
                    + ", more elements than an array can hold");
        }
        return sizes;
    }

    /** A shape of these sizes. Each axis gets the first name that an operand of the same size has there. */
    static Shape named(String op, List<? extends Node> operands, int... sizes) {
        checkSize(op, operands, sizes);
        Shape shape = Shape.of(sizes);
        return isAnyNamed(operands) ? shape.named(names(operands, sizes)) : shape;
    }

    private static boolean isAnyNamed(List<? extends Node> operands) {
        for (Node operand : operands) {
            if (operand.shape().isNamed()) {
                return true;
            }
        }
        return false;
    }

    private static String[] names(List<? extends Node> operands, int... sizes) {
        String[] names = new String[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            int axis = i;
            names[i] = operands.stream()
                    .map(Node::shape)
                    .filter(operand -> operand.size(axis) == sizes[axis])
                    .map(operand -> operand.name(axis))
                    .filter(name -> !name.isEmpty())
                    .findFirst()
                    .orElse("");
        }
        return names;
    }

    /** The shape with {@code removed} axes, from this one on, replaced by the axes of another shape. */
    static Shape replaced(
            String op, List<? extends Node> operands, Shape shape, int from, int removed, Shape inserted) {
        int rank = shape.rank() - removed + inserted.rank();
        int[] sizes = new int[rank];
        String[] names = new String[rank];
        for (int axis = 0; axis < rank; axis++) {
            boolean isNew = axis >= from && axis < from + inserted.rank();
            Shape source = isNew ? inserted : shape;
            int there = isNew ? axis - from : axis < from ? axis : axis - inserted.rank() + removed;
            sizes[axis] = source.size(there);
            names[axis] = source.name(there);
        }
        checkSize(op, operands, sizes);
        return Shape.of(sizes).named(names);
    }

    /** The sizes of a shape, without names, with one size replaced. */
    static Shape resized(Shape shape, int axis, int size) {
        int[] sizes = shape.sizes();
        sizes[axis] = size;
        return Shape.of(sizes);
    }

    /** A size as an int; one that is too large becomes a size that every shape refuses. */
    static int size(long size) {
        return (int) Math.min(size, Integer.MAX_VALUE);
    }
}
