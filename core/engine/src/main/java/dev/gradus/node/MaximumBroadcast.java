package dev.gradus.node;

import java.util.List;

/**
 * The greater of a and b, elementwise with broadcasting; NaN if either is NaN.
 *
 * <p>∂J/∂a = ∂J/∂this where a &gt; b and ∂J/∂b = ∂J/∂this where b &gt; a, each summed over the broadcast axes. At the
 * kink, a = b, each gets ∂J/∂this / 2.
 */
public final class MaximumBroadcast extends BinaryOp {
    /**
     * {@code max(a, b)}.
     *
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public MaximumBroadcast(Node a, Node b) {
        super(a, b, MaximumBroadcast::new);
    }

    @Override
    public double apply(double a, double b) {
        return Math.max(a, b);
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node share = a().equal(b()).where(upstream.divide(2), Constant.of(0));
        return List.of(
                a().greater(b()).where(upstream, share).sumTo(a().shape()),
                b().greater(a()).where(upstream, share).sumTo(b().shape()));
    }

    @Override
    public Notation notation() {
        return Notation.function("max").java("{0}.maximum({1})").numpy("np.maximum({0}, {1})");
    }
}
