package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;

/**
 * The polygamma function ψ⁽ⁿ⁾(x), the derivative of order n of the {@link Digamma} function, elementwise, for all x
 * except 0, −1, −2, …, where it is ∞ for odd n and NaN for even n. For x &gt; 0 and n ≥ 1, it is (−1)ⁿ⁺¹ n! Σ (x +
 * k)⁻ⁿ⁻¹ over k = 0, 1, 2, … (NIST Digital Library of Mathematical Functions, 5.15.1).
 *
 * <p>∂J/∂x = ∂J/∂this ∗ ψ⁽ⁿ⁺¹⁾(x).
 */
public final class Polygamma extends DerivativeOrder {
    /**
     * {@code Polygamma(x)}, with the shape of x.
     *
     * @param order the order of the derivative, 0 for digamma itself
     * @throws IllegalArgumentException if the order is negative
     */
    public Polygamma(Node x, int order) {
        super("Polygamma", x, order);
    }

    @Override
    public double apply(double x) {
        return Elementary.polygamma(order, x);
    }

    @Override
    Polygamma of(Node x, int order) {
        return new Polygamma(x, order);
    }

    @Override
    public Notation notation() {
        return Notation.function("polygamma")
                .arguments(List.of("order " + order))
                .java("Functions.polygamma({0}, " + order + ")")
                .numpy("scipy.special.polygamma(" + order + ", {0})");
    }
}
