package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.List;
import java.util.function.Function;

/** An op whose every element is an element of x, selected by shapes and attributes alone. */
abstract sealed class CopyingOp extends Op permits BroadcastTo, Flip, Slice, Transpose {
    CopyingOp(Shape shape, Node x) {
        super(shape, x);
    }

    CopyingOp(Shape shape, Node x, Function<Node, Op> maker) {
        super(shape, x, maker);
    }

    /** For each element of the result, its index in x. Both are row-major. */
    abstract int[] sources();

    @Override
    public final void forward(double[][] in, double[] out) {
        int[] from = sources();
        for (int i = 0; i < out.length; i++) {
            out[i] = in[0][from[i]];
        }
    }

    @Override
    public Dependence dependence() {
        return Dependence.MOVE;
    }

    @Override
    public final List<String> operands() {
        return List.of("x");
    }
}
