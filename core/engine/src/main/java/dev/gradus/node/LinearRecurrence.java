package dev.gradus.node;

import dev.gradus.kernel.math.Axes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The linear recurrence s_i = a_i s_{i−1} + b_i along an axis, starting with s_0 = b_0. With a = 1 it is the cumulative
 * sum; with a constant a &lt; 1 it is an exponentially weighted sum. In reverse it runs from the end: s_i = a_i s_{i+1}
 * + b_i.
 *
 * <p>∂J/∂b is the recurrence in the opposite direction, t_i = ∂J/∂s_i + a_{i+1} t_{i+1}, because b_i contributes to all
 * later s. ∂J/∂a_i = t_i s_{i−1}.
 */
public final class LinearRecurrence extends Op {
    private final int axis;
    private final boolean reverse;

    /**
     * The recurrence along this axis. The first a, or the last in reverse, has no effect.
     *
     * @param axis negative values count from the end
     * @param reverse whether it runs from the end
     * @throws ShapeException if a has no such axis, or a and b differ in shape
     */
    public LinearRecurrence(Node a, Node b, int axis, boolean reverse) {
        super(Objects.requireNonNull(a, "a").shape(), a, b);
        this.axis = Axis.of("LinearRecurrence", () -> a.describe(), a.shape().rank(), axis);
        this.reverse = reverse;
        if (!a.shape().equals(b.shape())) {
            throw new ShapeException(
                    "LinearRecurrence: " + a.describe() + " and " + b.describe() + " must have the same shape");
        }
    }

    @Override
    public void forward(double[][] in, double[] out) {
        double[] a = in[0], b = in[1];
        int size = shape().size(axis);
        int stride = Axes.strides(shape().sizes())[axis];
        int step = reverse ? -stride : stride;
        for (int line = 0; line * size < out.length; line++) {
            int at = line / stride * stride * size + line % stride + (reverse ? (size - 1) * stride : 0);
            out[at] = b[at];
            for (int k = 1; k < size; k++) {
                at += step;
                out[at] = a[at] * out[at - step] + b[at];
            }
        }
    }

    /** The axis along which it runs. */
    public int axis() {
        return axis;
    }

    /** Whether it runs from the end. */
    public boolean isReverse() {
        return reverse;
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node ofB = new LinearRecurrence(shifted(input(0), axis, !reverse), upstream, axis, !reverse);
        return List.of(ofA(ofB), ofB);
    }

    /** The first a multiplies no element, so its gradient is 0 even if that of b is infinite. */
    private Node ofA(Node ofB) {
        int size = shape().size(axis);
        int one = Math.min(1, size);
        Node t = reverse ? ofB.slice(axis, 0, size - one) : ofB.slice(axis, one, size);
        Node s = reverse ? slice(axis, one, size) : slice(axis, 0, size - one);
        return t.multiply(s).pad(axis, reverse ? 0 : one, reverse ? one : 0);
    }

    /** x shifted by one element along an axis, with a 0 at the end that becomes free. */
    static Node shifted(Node x, int axis, boolean towardsStart) {
        int size = x.shape().size(axis);
        int one = Math.min(1, size);
        return towardsStart
                ? x.slice(axis, one, size).pad(axis, 0, one)
                : x.slice(axis, 0, size - one).pad(axis, one, 0);
    }

    @Override
    public LinearRecurrence withInputs(List<Node> inputs) {
        checkCount(inputs);
        return new LinearRecurrence(inputs.get(0), inputs.get(1), axis, reverse);
    }

    @Override
    public Record attributes() {
        return new Direction(axis, reverse);
    }

    private record Direction(int axis, boolean reverse) {}

    @Override
    public Notation notation() {
        List<String> arguments = new ArrayList<>(List.of("axis " + Axis.text(input(0).shape(), axis)));
        if (reverse) {
            arguments.add("reverse");
        }
        String rows = "np.moveaxis(%s, " + axis + ", 0)" + (reverse ? "[::-1]" : "");
        String steps = "(lambda a, b: [s := b[i] + (a[i] * s if i else 0) for i in range(len(b))])("
                + rows.formatted("{0}") + ", " + rows.formatted("{1}") + ")";
        return Notation.function("linearRecurrence")
                .arguments(arguments)
                .java("new LinearRecurrence({0}, {1}, " + axis + ", " + reverse + ")")
                .numpy("np.moveaxis(np.reshape(" + steps + ", np.moveaxis({1}, " + axis + ", 0).shape)"
                        + (reverse ? "[::-1]" : "") + ", 0, " + axis + ")");
    }
}
