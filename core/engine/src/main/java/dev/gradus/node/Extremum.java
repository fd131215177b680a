package dev.gradus.node;

import java.util.List;

/** The greatest or the least element over some axes. {@link Max} and {@link Min} share this local backward. */
abstract sealed class Extremum extends AxisReduction permits Max, Min {
    Extremum(String op, Node x, boolean keepDims, int... axes) {
        super(op, x, keepDims, axes);
        this.axes.requireElements(op, x, "compare");
    }

    /** All elements that equal the extremum share the upstream gradient equally; the others get 0. */
    @Override
    public final List<Node> backward(Node upstream) {
        Node isExtremum = input(0).equal(axes.aligned(this));
        Node share = upstream.divide(axes.sum(isExtremum));
        return List.of(isExtremum.where(axes.aligned(share), Constant.of(0)));
    }
}
