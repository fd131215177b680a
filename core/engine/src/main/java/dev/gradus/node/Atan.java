package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;

/**
 * The angle in radians, between −π/2 and π/2, whose tangent is x, elementwise, for all finite x.
 *
 * <p>∂J/∂x = ∂J/∂this / (1 + x²). Beyond ±1.34e154, where x² overflows, the slope, less than 1e-308, becomes 0.
 */
public final class Atan extends UnaryOp {
    /** {@code Atan(x)}, with the shape of x. */
    public Atan(Node x) {
        super(x, Atan::new);
    }

    @Override
    public double apply(double x) {
        return Elementary.atan(x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.divide(Node.of(1).add(x().square())));
    }

    @Override
    public Notation notation() {
        return Notation.function("atan").java("{0}.atan()").numpy("np.arctan({0})");
    }
}
