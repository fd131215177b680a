package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.List;
import java.util.function.BiFunction;

/** An op that copies elements or slices of x at given indices of an axis. */
abstract sealed class Lookup extends IndexedOp permits Gather, TakeAlong {
    Lookup(Shape shape, Node x, Node indices, int axis, BiFunction<List<Node>, Integer, Op> maker) {
        super(shape, x.shape().axis(axis), maker, x, indices);
    }

    /**
     * Copies the selected elements.
     *
     * @throws IndexValueException if the indices are not integers in range
     */
    @Override
    public final void forward(double[][] in, double[] out) {
        int[] from = positions(input(0).shape(), shape(), in[1]);
        for (int i = 0; i < out.length; i++) {
            out[i] = in[0][from[i]];
        }
    }

    @Override
    public final Dependence dependence() {
        return Dependence.MOVE;
    }

    @Override
    public final List<String> operands() {
        return List.of("x", "indices");
    }
}
