package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;

/**
 * 2ˣ, elementwise, for all x; exact for integers.
 *
 * <p>∂J/∂x = ∂J/∂this ∗ this ∗ ln 2.
 */
public final class Exp2 extends UnaryOp {
    private static final double LN_2 = 0x1.62e42fefa39efp-1;

    /** {@code Exp2(x)}, with the shape of x. */
    public Exp2(Node x) {
        super(x, Exp2::new);
    }

    @Override
    public double apply(double x) {
        return Elementary.exp2(x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.multiply(multiply(LN_2)));
    }

    @Override
    public Notation notation() {
        return Notation.function("exp2").java("Functions.exp2({0})").numpy("np.exp2({0})");
    }
}
