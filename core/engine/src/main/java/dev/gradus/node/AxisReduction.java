package dev.gradus.node;

import java.util.List;

/** An op that turns some axes of x into one number each. */
public abstract sealed class AxisReduction extends Op permits Sum, Mean, Max, Min, Product, LogSumExp {
    final ReducedAxes axes;

    AxisReduction(Node x, ReducedAxes axes) {
        super(axes.result(), x);
        this.axes = axes;
    }

    /** The axes of x that become one number each, in their order. */
    public final List<Integer> reducedAxes() {
        return axes.axes();
    }

    /** Whether these axes stay, with size 1. */
    public final boolean keepsAxes() {
        return axes.keepDims();
    }

    @Override
    public final Record attributes() {
        return axes.attributes();
    }

    @Override
    public final List<String> operands() {
        return List.of("x");
    }
}
