package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/** An op that adds elements or slices to zeros at given indices of an axis of the result. */
abstract sealed class ScatterSum extends IndexedOp permits ScatterAdd, ScatterAlong {
    ScatterSum(Shape shape, Node updates, Node indices, int axis, BiFunction<List<Node>, Integer, Op> maker) {
        super(shape, shape.axis(axis), maker, updates, indices);
    }

    /** The size of the result along the axis. */
    final int size() {
        return shape().size(axis);
    }

    /**
     * Adds the updates in row-major order.
     *
     * @throws IndexValueException if the indices are not integers in range
     */
    @Override
    public final void forward(double[][] in, double[] out) {
        Arrays.fill(out, 0.0);
        int[] to = positions(shape(), input(0).shape(), in[1]);
        for (int i = 0; i < to.length; i++) {
            out[to[i]] += in[0][i];
        }
    }

    @Override
    public final Record attributes() {
        return new Into(axis, size());
    }

    private record Into(int axis, int size) {}

    @Override
    public final List<String> operands() {
        return List.of("updates", "indices");
    }
}
