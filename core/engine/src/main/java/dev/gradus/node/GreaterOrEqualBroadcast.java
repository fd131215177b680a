package dev.gradus.node;

import dev.gradus.node.Notation.Binding;
import java.util.List;

/**
 * 1 where a is greater than or equal to b, otherwise 0, elementwise with broadcasting. A comparison with NaN gives 0.
 *
 * <p>Piecewise constant, so both gradients are zero.
 */
public final class GreaterOrEqualBroadcast extends BinaryOp {
    /**
     * {@code a >= b} as 1 or 0.
     *
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public GreaterOrEqualBroadcast(Node a, Node b) {
        super(a, b, GreaterOrEqualBroadcast::new);
    }

    @Override
    public double apply(double a, double b) {
        return a >= b ? 1 : 0;
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(zero(), zero());
    }

    @Override
    public Notation notation() {
        return Notation.infix("≥", Binding.COMPARISON)
                .java("{0}.greaterEqual({1})")
                .numpy("{0} >= {1}");
    }
}
