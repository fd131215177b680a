package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.List;
import java.util.function.BiFunction;

/** An op that joins any number of parts along an axis of its result. */
abstract sealed class JoiningOp extends Op permits Concat, Stack {
    final int axis;

    JoiningOp(Shape shape, int axis, List<? extends Node> parts, BiFunction<Integer, List<Node>, Op> maker) {
        super(shape, List.copyOf(parts), in -> maker.apply(shape.axis(axis), in));
        this.axis = shape.axis(axis);
    }

    @Override
    public final void forward(double[][] in, double[] out) {
        Parts.join(in, out, shape(), axis);
    }

    /** The axis of the result along which the parts are joined. */
    public final int axis() {
        return axis;
    }

    @Override
    public final Record attributes() {
        return new Along(axis);
    }

    private record Along(int axis) {}

    @Override
    public final Dependence dependence() {
        return Dependence.MOVE;
    }
}
