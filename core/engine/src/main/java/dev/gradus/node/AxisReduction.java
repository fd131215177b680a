package dev.gradus.node;

import dev.gradus.kernel.math.Sums;
import java.util.List;

/** An op that reduces some axes of x to one number each. */
public abstract sealed class AxisReduction extends Op permits Sum, Mean, Extremum, Product, LogSumExp, Norm {
    final ReducedAxes axes;

    AxisReduction(String op, Node x, boolean keepDims, int... axes) {
        this(x, ReducedAxes.of(op, x, keepDims, axes));
    }

    private AxisReduction(Node x, ReducedAxes axes) {
        super(axes.result(), x);
        this.axes = axes;
    }

    @Override
    public final List<Integer> reducedAxes() {
        return axes.axes();
    }

    /** The same reduction with the reduced axes kept with size 1, so that its value broadcasts against x. */
    public final AxisReduction keepDims() {
        return of(input(0), true, axes.numbers());
    }

    @Override
    public final AxisReduction withInputs(List<Node> inputs) {
        checkCount(inputs);
        return of(inputs.get(0), axes.keepDims(), axes.numbers());
    }

    /** The same reduction of another operand over these axes. */
    abstract AxisReduction of(Node x, boolean keepDims, int... axes);

    /** Reduces elements of x, given in row-major order, to one number. */
    abstract double reduce(double[] x);

    @Override
    public final void forward(double[][] in, double[] out) {
        double[][] groups = axes.groups(in[0]);
        for (int i = 0; i < out.length; i++) {
            out[i] = reduce(groups[i]);
        }
    }

    /** The sum of these elements. A reduction over no axes adds nothing, not even to 0, so that −0 stays −0. */
    final double sum(double[] x) {
        return axes.axes().isEmpty() ? x[0] : Sums.of(x);
    }

    @Override
    public final Record attributes() {
        return axes.attributes();
    }

    @Override
    public Dependence dependence() {
        return Dependence.REDUCTION;
    }

    @Override
    public final List<String> operands() {
        return List.of("x");
    }
}
