package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;

/**
 * The inverse of the complementary error function, element by element, for 0 &lt; x &lt; 2: with all digits down to the
 * smallest x, where 1 − x has none left for {@link Erfinv}. ±∞ at 0 and 2, NaN outside.
 *
 * <p>∂J/∂x = −∂J/∂this ∗ e^(this²) √π/2, by the rule for inverse functions. The power is erfcx(this) / x, see {@link Erfcx},
 * which does not multiply the rounding of this by its square.
 */
public final class Erfcinv extends UnaryOp {
    /** {@code Erfcinv(x)}, of x's shape. */
    public Erfcinv(Node x) {
        super(x);
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
    public Erfcinv withInputs(List<Node> inputs) {
        checkCount(inputs);
        return new Erfcinv(inputs.get(0));
    }

    @Override
    public Notation notation() {
        return Notation.function("erfcinv").java("Functions.erfcinv({0})").numpy("scipy.special.erfcinv({0})");
    }
}
