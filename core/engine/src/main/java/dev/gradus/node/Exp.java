package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;

/**
 * eˣ, elementwise, for all x. Overflows to ∞ above 709.78, underflows to 0 below −745.13.
 *
 * <p>∂J/∂x = ∂J/∂this ∗ this.
 */
public final class Exp extends UnaryOp {
    /** {@code Exp(x)}, with the shape of x. */
    public Exp(Node x) {
        super(x, Exp::new);
    }

    @Override
    public double apply(double x) {
        return Elementary.exp(x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.multiply(this));
    }

    @Override
    public Notation notation() {
        return Notation.function("exp").java("{0}.exp()").numpy("np.exp({0})");
    }
}
