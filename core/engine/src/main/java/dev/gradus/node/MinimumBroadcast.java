package dev.gradus.node;

import java.util.List;

/**
 * The lesser of a and b, elementwise with broadcasting; NaN if either is NaN.
 *
 * <p>∂J/∂a = ∂J/∂this where a &lt; b and ∂J/∂b = ∂J/∂this where b &lt; a, each summed over the broadcast axes. At the
 * kink, a = b, each gets ∂J/∂this / 2.
 */
public final class MinimumBroadcast extends BinaryOp {
    /**
     * {@code min(a, b)}.
     *
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public MinimumBroadcast(Node a, Node b) {
        super(a, b, MinimumBroadcast::new);
    }

    @Override
    public double apply(double a, double b) {
        return Math.min(a, b);
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node share = a().equal(b()).where(upstream.divide(2), Constant.of(0));
        return List.of(
                a().less(b()).where(upstream, share).sumTo(a().shape()),
                b().less(a()).where(upstream, share).sumTo(b().shape()));
    }

    @Override
    public Notation notation() {
        return Notation.function("min").java("{0}.minimum({1})").numpy("np.minimum({0}, {1})");
    }
}
