package dev.gradus.node;

import dev.gradus.kernel.math.Maximum;
import java.util.List;

/**
 * The index of the greatest element along an axis, an integer as a double: (n, m) along axis 0 has shape (m). The first
 * one at a tie, the two zeros being equal; the first NaN if there is one.
 *
 * <p>Constant but for its jumps, so the gradient is zero.
 */
public final class ArgMax extends Op {
    private final int axis;
    private final ReducedAxes axes;

    /**
     * The indices along this axis, which disappears.
     *
     * @param axis a negative one counts from the end
     * @throws ShapeException if x has no such axis, or there are no elements along it
     */
    public ArgMax(Node x, int axis) {
        this(x, ReducedAxes.of("ArgMax", x, false, axis));
    }

    private ArgMax(Node x, ReducedAxes axes) {
        super(axes.result(), x);
        axes.requireElements("ArgMax", x, "compare");
        this.axis = axes.axes().get(0);
        this.axes = axes;
    }

    @Override
    public void forward(double[][] in, double[] out) {
        double[][] groups = axes.groups(in[0]);
        for (int i = 0; i < out.length; i++) {
            out[i] = Maximum.place(groups[i], 0, groups[i].length);
        }
    }

    /** The axis of x whose indices these are. */
    public int axis() {
        return axis;
    }

    @Override
    public List<Integer> reducedAxes() {
        return axes.axes();
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(zero());
    }

    @Override
    public ArgMax withInputs(List<Node> inputs) {
        checkCount(inputs);
        return new ArgMax(inputs.get(0), axis);
    }

    @Override
    public Record attributes() {
        return new Along(axis);
    }

    private record Along(int axis) {}

    @Override
    public Dependence dependence() {
        return Dependence.REDUCTION;
    }

    @Override
    public List<String> operands() {
        return List.of("x");
    }

    @Override
    public Notation notation() {
        return Notation.function("argMax")
                .arguments(List.of("axis " + Axis.text(input(0).shape(), axis)))
                .java("{0}.argMax(" + axis + ")")
                .numpy("np.argmax({0}, axis=" + axis + ")");
    }
}
