package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;

/**
 * The principal branch of the Lambert W function, elementwise, for x ≥ −1/e: the number W ≥ −1 with W e^W = x. It is −1
 * at −1/e and NaN below.
 *
 * <p>∂J/∂x = ∂J/∂this ∗ e^−W / (1 + W), by the rule for inverse functions; ∞ at −1/e. The usual form W / (x (1 + W)) is
 * undefined at 0 (NIST Digital Library of Mathematical Functions, 4.13.4).
 */
public final class Lambertw extends UnaryOp {
    /** {@code Lambertw(x)}, with the shape of x. */
    public Lambertw(Node x) {
        super(x, Lambertw::new);
    }

    @Override
    public double apply(double x) {
        return Elementary.lambertw(x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.multiply(negate().exp().divide(add(1))));
    }

    @Override
    public Notation notation() {
        return Notation.function("lambertW").java("Functions.lambertw({0})").numpy("scipy.special.lambertw({0}).real");
    }
}
