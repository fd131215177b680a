package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;

/**
 * The digamma function ψ(x), the derivative of ln Γ(x), elementwise, for all x except 0, −1, −2, …; ∓∞ at ±0, NaN at
 * the other poles.
 *
 * <p>∂J/∂x = ∂J/∂this ∗ ψ′(x); see {@link Polygamma}.
 */
public final class Digamma extends UnaryOp {
    /** {@code Digamma(x)}, with the shape of x. */
    public Digamma(Node x) {
        super(x, Digamma::new);
    }

    @Override
    public double apply(double x) {
        return Elementary.digamma(x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.multiply(new Polygamma(x(), 1)));
    }

    @Override
    public Notation notation() {
        return Notation.function("digamma").java("Functions.digamma({0})").numpy("scipy.special.digamma({0})");
    }
}
