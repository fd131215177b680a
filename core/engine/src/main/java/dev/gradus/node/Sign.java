package dev.gradus.node;

import java.util.List;

/**
 * The sign of x: 1, 0 or −1, elementwise, for all x; NaN stays NaN.
 *
 * <p>Piecewise constant, so ∂J/∂x is zero.
 */
public final class Sign extends UnaryOp {
    /** {@code Sign(x)}, with the shape of x. */
    public Sign(Node x) {
        super(x, Sign::new);
    }

    @Override
    public double apply(double x) {
        return Math.signum(x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(zero());
    }

    @Override
    public Notation notation() {
        return Notation.function("sign").java("{0}.sign()").numpy("np.sign({0})");
    }
}
