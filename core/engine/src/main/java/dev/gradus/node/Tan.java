package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;

/**
 * The tangent of x radians, elementwise, for all finite x. No double lies on a pole: the one closest to π/2 gives
 * 1.6e16.
 *
 * <p>∂J/∂x = ∂J/∂this ∗ (1 + this²).
 */
public final class Tan extends UnaryOp {
    /** {@code Tan(x)}, with the shape of x. */
    public Tan(Node x) {
        super(x, Tan::new);
    }

    @Override
    public double apply(double x) {
        return Elementary.tan(x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.multiply(Node.of(1).add(square())));
    }

    @Override
    public Notation notation() {
        return Notation.function("tan").java("{0}.tan()").numpy("np.tan({0})");
    }
}
