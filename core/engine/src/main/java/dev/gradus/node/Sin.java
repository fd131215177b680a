package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;

/**
 * The sine of x radians, elementwise, for all finite x.
 *
 * <p>∂J/∂x = ∂J/∂this ∗ cos x.
 */
public final class Sin extends UnaryOp {
    /** {@code Sin(x)}, with the shape of x. */
    public Sin(Node x) {
        super(x, Sin::new);
    }

    @Override
    public double apply(double x) {
        return Elementary.sin(x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.multiply(x().cos()));
    }

    @Override
    public Notation notation() {
        return Notation.function("sin").java("{0}.sin()").numpy("np.sin({0})");
    }
}
