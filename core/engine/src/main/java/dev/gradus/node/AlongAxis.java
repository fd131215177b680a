package dev.gradus.node;

import dev.gradus.kernel.math.Axes;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;

/** An op that maps each line of x along an axis to a line of the same length. */
public abstract sealed class AlongAxis extends Op
        permits ArgSort, CumulativeArgMax, CumulativeLogSumExp, CumulativeProduct, CumulativeSum, LogSoftmax, Softmax {
    final int axis;

    /** @param maker constructs the same op on another operand, along an axis that is not negative */
    AlongAxis(String op, Node x, int axis, BiFunction<Node, Integer, Op> maker) {
        this(Axis.of(op, Objects.requireNonNull(x, "x"), axis), x, maker);
    }

    private AlongAxis(int axis, Node x, BiFunction<Node, Integer, Op> maker) {
        super(x.shape(), x, in -> maker.apply(in, axis));
        this.axis = axis;
    }

    /** The axis along which the lines lie. */
    public final int axis() {
        return axis;
    }

    /** Computes one line. Its elements are at {@code first}, {@code first + step}, … in both x and the result. */
    abstract void line(double[] x, double[] out, int first, int step, int size);

    @Override
    public final void forward(double[][] in, double[] out) {
        int size = shape().size(axis);
        int step = Axes.strides(shape().sizes())[axis];
        for (int line = 0; line * size < out.length; line++) {
            line(in[0], out, line / step * step * size + line % step, step, size);
        }
    }

    @Override
    public Record attributes() {
        return new Along(axis);
    }

    private record Along(int axis) {}

    @Override
    public final List<String> operands() {
        return List.of("x");
    }
}
