package dev.gradus.node;

import java.util.List;

/**
 * The square x², elementwise, for all x. Overflows to ∞ beyond ±1.34e154.
 *
 * <p>∂J/∂x = ∂J/∂this ∗ x ∗ 2.
 */
public final class Square extends UnaryOp {
    /** {@code Square(x)}, with the shape of x. */
    public Square(Node x) {
        super(x, Square::new);
    }

    @Override
    public double apply(double x) {
        return x * x;
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.multiply(x()).multiply(2));
    }

    @Override
    public Notation notation() {
        return Notation.postfix("²").java("{0}.square()").numpy("np.square({0})");
    }
}
