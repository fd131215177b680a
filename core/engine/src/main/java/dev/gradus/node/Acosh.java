package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;

/**
 * The inverse hyperbolic cosine ln(x + √(x² − 1)) ≥ 0, elementwise, for x ≥ 1; NaN below.
 *
 * <p>∂J/∂x = ∂J/∂this / (√(x − 1) √(x + 1)), which is ∞ at 1. Two roots are taken because x² could overflow.
 */
public final class Acosh extends UnaryOp {
    /** {@code Acosh(x)}, with the shape of x. */
    public Acosh(Node x) {
        super(x, Acosh::new);
    }

    @Override
    public double apply(double x) {
        return Elementary.acosh(x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node product = x().subtract(1).sqrt().multiply(x().add(1).sqrt());
        return List.of(upstream.divide(
                new TextbookForm(product, x().square().subtract(1).sqrt())));
    }

    @Override
    public Notation notation() {
        return Notation.function("acosh").java("Functions.acosh({0})").numpy("np.arccosh({0})");
    }
}
