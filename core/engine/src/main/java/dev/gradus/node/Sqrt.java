package dev.gradus.node;

import java.util.List;

/**
 * The square root √x, elementwise, for x ≥ 0; NaN below.
 *
 * <p>∂J/∂x = ∂J/∂this / (2 this), which is ∞ at 0. The root of −0 is +0, so that the slope is ∞ there, too.
 */
public final class Sqrt extends UnaryOp {
    /** {@code Sqrt(x)}, with the shape of x. */
    public Sqrt(Node x) {
        super(x, Sqrt::new);
    }

    @Override
    public double apply(double x) {
        return Math.sqrt(x + 0.0);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.divide(multiply(2)));
    }

    @Override
    public Notation notation() {
        return Notation.function("√").java("{0}.sqrt()").numpy("np.sqrt({0})");
    }
}
