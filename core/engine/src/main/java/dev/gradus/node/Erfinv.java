package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;

/**
 * The inverse of the error function, elementwise, for −1 &lt; x &lt; 1; ±∞ at ±1, NaN outside.
 *
 * <p>∂J/∂x = ∂J/∂this ∗ exp(this²) √π/2, by the rule for inverse functions.
 */
public final class Erfinv extends UnaryOp {
    /** {@code Erfinv(x)}, with the shape of x. */
    public Erfinv(Node x) {
        super(x, Erfinv::new);
    }

    @Override
    public double apply(double x) {
        return Elementary.erfinv(x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.multiply(square().exp().multiply(Math.sqrt(Math.PI) / 2)));
    }

    @Override
    public Notation notation() {
        return Notation.function("erfinv").java("Functions.erfinv({0})").numpy("scipy.special.erfinv({0})");
    }
}
