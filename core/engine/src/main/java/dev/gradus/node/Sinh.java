package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;

/**
 * The hyperbolic sine (eˣ − e⁻ˣ) / 2, elementwise, for all x. Overflows to ±∞ beyond ±710.47.
 *
 * <p>∂J/∂x = ∂J/∂this ∗ cosh x.
 */
public final class Sinh extends UnaryOp {
    /** {@code Sinh(x)}, with the shape of x. */
    public Sinh(Node x) {
        super(x, Sinh::new);
    }

    @Override
    public double apply(double x) {
        return Elementary.sinh(x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.multiply(x().cosh()));
    }

    @Override
    public Notation notation() {
        return Notation.function("sinh").java("{0}.sinh()").numpy("np.sinh({0})");
    }
}
