package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;

/**
 * The hyperbolic cosine (eˣ + e⁻ˣ) / 2, elementwise, for all x. Overflows to ∞ beyond ±710.47.
 *
 * <p>∂J/∂x = ∂J/∂this ∗ sinh x.
 */
public final class Cosh extends UnaryOp {
    /** {@code Cosh(x)}, with the shape of x. */
    public Cosh(Node x) {
        super(x, Cosh::new);
    }

    @Override
    public double apply(double x) {
        return Elementary.cosh(x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.multiply(x().sinh()));
    }

    @Override
    public Notation notation() {
        return Notation.function("cosh").java("{0}.cosh()").numpy("np.cosh({0})");
    }
}
