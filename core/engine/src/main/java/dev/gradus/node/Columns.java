package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Reshapes nodes of one shape to matrices with a row for each reduced element and a column for each element of the
 * result.
 */
record Columns(Shape shape, int rows, int... reducedFirst) {

    /** The columns for these axes of x. */
    static Columns of(ReducedAxes axes) {
        IntStream reduced = axes.axes().stream().mapToInt(Integer::intValue);
        IntStream kept =
                IntStream.range(0, axes.x().rank()).filter(axis -> !axes.axes().contains(axis));
        return new Columns(
                axes.x(), axes.count(), IntStream.concat(reduced, kept).toArray());
    }

    /** The node as such a matrix. */
    Node of(Node node) {
        Node turned = isInOrder() ? node : node.transpose(reducedFirst);
        return turned.reshape(rows, shape.elements() / rows);
    }

    /** The matrix as a node of the original shape. */
    Node back(Node matrix) {
        if (isInOrder()) {
            return matrix.reshape(shape);
        }
        int[] inverse = new int[reducedFirst.length];
        for (int axis = 0; axis < inverse.length; axis++) {
            inverse[reducedFirst[axis]] = axis;
        }
        return matrix.reshape(Arrays.stream(reducedFirst).map(shape::size).toArray())
                .transpose(inverse);
    }

    private boolean isInOrder() {
        return Arrays.equals(
                reducedFirst, IntStream.range(0, reducedFirst.length).toArray());
    }
}
