package dev.gradus.node;

import java.util.List;
import java.util.function.BiFunction;

/**
 * An op that finds one element along an axis and returns its index, an integer stored as a double. It is piecewise
 * constant, so the gradient is zero.
 */
public abstract sealed class IndexReduction extends Op permits ArgMax, ArgMode {
    private final int axis;
    private final ReducedAxes axes;

    /** @param maker constructs the same reduction of another operand, along an axis that is not negative */
    IndexReduction(String name, Node x, int axis, String verb, BiFunction<Node, Integer, Op> maker) {
        this(x, ReducedAxes.of(name, x, false, axis), name, verb, maker);
    }

    private IndexReduction(Node x, ReducedAxes axes, String name, String verb, BiFunction<Node, Integer, Op> maker) {
        super(axes.result(), x, in -> maker.apply(in, axes.axes().get(0)));
        axes.requireElements(name, x, verb);
        this.axis = axes.axes().get(0);
        this.axes = axes;
    }

    /** The index of the element, given the elements along the axis. */
    abstract int index(double[] x);

    @Override
    public final void forward(double[][] in, double[] out) {
        double[][] groups = axes.groups(in[0]);
        for (int i = 0; i < out.length; i++) {
            out[i] = index(groups[i]);
        }
    }

    /** The axis of x that the indices refer to. */
    public final int axis() {
        return axis;
    }

    @Override
    public final List<Integer> reducedAxes() {
        return axes.axes();
    }

    @Override
    public final List<Node> backward(Node upstream) {
        return List.of(zero());
    }

    @Override
    public final Record attributes() {
        return new Along(axis);
    }

    private record Along(int axis) {}

    @Override
    public final Dependence dependence() {
        return Dependence.REDUCTION;
    }

    @Override
    public final List<String> operands() {
        return List.of("x");
    }
}
