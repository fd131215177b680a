package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;

/**
 * eˣ − 1, elementwise, for all x. It is accurate near 0, where computing eˣ first loses digits. Overflows to ∞ above
 * 709.78.
 *
 * <p>∂J/∂x = ∂J/∂this ∗ eˣ. The rule does not use this + 1, which has lost all digits of eˣ where x is far below 0.
 */
public final class Expm1 extends UnaryOp {
    /** {@code Expm1(x)}, with the shape of x. */
    public Expm1(Node x) {
        super(x, Expm1::new);
    }

    @Override
    public double apply(double x) {
        return Elementary.expm1(x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.multiply(x().exp()));
    }

    @Override
    public Notation notation() {
        return Notation.function("expm1").java("{0}.expm1()").numpy("np.expm1({0})");
    }
}
