package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;

/**
 * The inverse of the complementary error function, elementwise, for 0 &lt; x &lt; 2; ±∞ at 0 and 2, NaN outside. It
 * keeps all digits for the smallest x, where 1 − x has none left for {@link Erfinv}.
 *
 * <p>∂J/∂x = −∂J/∂this ∗ e^(this²) √π/2, by the rule for inverse functions. The exponential is computed as erfcx(this)
 * / x (see {@link Erfcx}), because squaring would amplify the rounding error of this.
 */
public final class Erfcinv extends UnaryOp {
    /** {@code Erfcinv(x)}, with the shape of x. */
    public Erfcinv(Node x) {
        super(x, Erfcinv::new);
    }

    @Override
    public double apply(double x) {
        return Elementary.erfcinv(x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node power = new Erfcx(this, 0).divide(x());
        return List.of(upstream.multiply(power.multiply(-Math.sqrt(Math.PI) / 2)));
    }

    @Override
    public Notation notation() {
        return Notation.function("erfcinv").java("Functions.erfcinv({0})").numpy("scipy.special.erfcinv({0})");
    }
}
