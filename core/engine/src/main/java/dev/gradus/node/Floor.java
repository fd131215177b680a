package dev.gradus.node;

import java.util.List;

/**
 * The greatest integer that is at most x, elementwise, for all x.
 *
 * <p>Piecewise constant, so ∂J/∂x is zero.
 */
public final class Floor extends UnaryOp {
    /** {@code Floor(x)}, with the shape of x. */
    public Floor(Node x) {
        super(x, Floor::new);
    }

    @Override
    public double apply(double x) {
        return Math.floor(x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(zero());
    }

    @Override
    public Notation notation() {
        return Notation.function("floor").java("{0}.floor()").numpy("np.floor({0})");
    }
}
