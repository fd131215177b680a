package dev.gradus.node;

import java.util.List;

/**
 * −x, elementwise, for all x.
 *
 * <p>∂J/∂x = −∂J/∂this.
 */
public final class Negate extends UnaryOp {
    /** {@code Negate(x)}, with the shape of x. */
    public Negate(Node x) {
        super(x, Negate::new);
    }

    @Override
    public double apply(double x) {
        return -x;
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.negate());
    }

    @Override
    public Notation notation() {
        return Notation.prefix("−").java("{0}.negate()").numpy("-{0}");
    }
}
