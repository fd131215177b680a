package dev.gradus.node;

import java.util.List;

/**
 * The absolute value |x|, elementwise, for all x.
 *
 * <p>∂J/∂x = ∂J/∂this where x &gt; 0 and −∂J/∂this where x &lt; 0. At the kink, x = 0, the subgradient is 0.
 */
public final class Abs extends UnaryOp {
    /** {@code Abs(x)}, with the shape of x. */
    public Abs(Node x) {
        super(x, Abs::new);
    }

    @Override
    public double apply(double x) {
        return Math.abs(x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node masked = x().greater(0).where(upstream, x().less(0).where(upstream.negate(), Constant.of(0)));
        return List.of(new TextbookForm(masked, upstream.multiply(x().sign())));
    }

    @Override
    public Notation notation() {
        return Notation.function("abs").java("{0}.abs()").numpy("np.abs({0})");
    }
}
