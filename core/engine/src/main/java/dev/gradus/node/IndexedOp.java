package dev.gradus.node;

import dev.gradus.kernel.math.Axes;
import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/** An op whose last input holds indices. Each index selects an element or a slice along an axis of a larger array. */
abstract sealed class IndexedOp extends Op permits Lookup, ScatterSum, ScatterMax {
    final int axis;

    /**
     * @param axis is not negative
     * @param maker constructs the same op on other inputs, along this axis
     */
    IndexedOp(Shape shape, int axis, BiFunction<List<Node>, Integer, Op> maker, Node... inputs) {
        super(shape, Arrays.asList(inputs), in -> maker.apply(in, axis));
        this.axis = axis;
    }

    /** The axis that the indices refer to. */
    public final int axis() {
        return axis;
    }

    @Override
    public Record attributes() {
        return new Along(axis);
    }

    private record Along(int axis) {}

    /**
     * For each selected element, its row-major position in the larger array.
     *
     * @param whole the shape of the larger array
     * @param chosen the shape of the array of selected elements
     * @param indices one for each slice along the axis, or one for each selected element
     * @throws IndexValueException if the indices are not integers in range
     */
    final int[] positions(Shape whole, Shape chosen, double[] indices) {
        int size = whole.size(axis);
        IndexValueException.check(this, inputs().size() - 1, indices, size);
        int inner = Axes.strides(whole.sizes())[axis];
        int[] line = whole.sizes();
        line[axis] = 1;
        int count = chosen.elements() / Math.max(Shape.of(line).elements(), 1);
        boolean hasIndexEach = indices.length == chosen.elements();
        int[] positions = new int[chosen.elements()];
        Arrays.setAll(positions, i -> {
            int row = i / inner;
            int index = (int) indices[hasIndexEach ? i : row % count];
            return (row / count * size + index) * inner + i % inner;
        });
        return positions;
    }
}
