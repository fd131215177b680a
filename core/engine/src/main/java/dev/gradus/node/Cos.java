package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;

/**
 * The cosine of x radians, elementwise, for all finite x.
 *
 * <p>∂J/∂x = −∂J/∂this ∗ sin x.
 */
public final class Cos extends UnaryOp {
    /** {@code Cos(x)}, with the shape of x. */
    public Cos(Node x) {
        super(x, Cos::new);
    }

    @Override
    public double apply(double x) {
        return Elementary.cos(x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.multiply(x().sin()).negate());
    }

    @Override
    public Notation notation() {
        return Notation.function("cos").java("{0}.cos()").numpy("np.cos({0})");
    }
}
