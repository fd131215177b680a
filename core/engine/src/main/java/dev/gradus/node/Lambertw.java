package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;

/**
 * The principal branch of Lambert's function, element by element: the number W ≥ −1 with W e^W = x, for x ≥ −1/e; −1 at −1/e, NaN
 * below.
 *
 * <p>∂J/∂x = ∂J/∂this ∗ e^−W / (1 + W), by the rule for inverse functions: W / (x (1 + W)) without its gap at 0 (NIST Digital
 * Library of Mathematical Functions, 4.13.4). ∞ at −1/e.
 */
public final class Lambertw extends UnaryOp {
    /** {@code Lambertw(x)}, of x's shape. */
    public Lambertw(Node x) {
        super(x);
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
    public Lambertw withInputs(List<Node> inputs) {
        checkCount(inputs);
        return new Lambertw(inputs.get(0));
    }

    @Override
    public Notation notation() {
        return Notation.function("lambertW").java("Functions.lambertw({0})").numpy("scipy.special.lambertw({0}).real");
    }
}
