package dev.gradus.node;

import dev.gradus.kernel.math.Axes;
import java.util.List;
import java.util.Objects;

/** An op that maps each line of x along an axis to a line of the same length. */
public abstract sealed class AlongAxis extends Op
        permits ArgSort, CumulativeArgMax, CumulativeLogSumExp, CumulativeProduct, CumulativeSum, LogSoftmax, Softmax {
    final int axis;

    AlongAxis(String op, Node x, int axis) {
        super(Objects.requireNonNull(x, "x").shape(), x);
        this.axis = Axis.of(op, x, axis);
    }

    /** The axis along which the lines lie. */
    public final int axis() {
        return axis;
    }

    /** The same op on another operand. */
    abstract AlongAxis of(Node x);

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
    public final AlongAxis withInputs(List<Node> inputs) {
        checkCount(inputs);
        return of(inputs.get(0));
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
