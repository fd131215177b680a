package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;

/**
 * sin(πx) / (πx), and 1 at 0, or a derivative of it, elementwise, for all x.
 *
 * <p>∂J/∂x = ∂J/∂this ∗ sinc⁽ⁿ⁺¹⁾(x). Differentiating x sinc(x) = sin(πx)/π n times gives each derivative in terms of
 * the previous one; near 0, a Taylor series is used.
 */
public final class Sinc extends DerivativeOrder {
    /**
     * {@code Sinc(x)}, with the shape of x.
     *
     * @param order the order of the derivative, 0 for sinc itself
     * @throws IllegalArgumentException if the order is negative
     */
    public Sinc(Node x, int order) {
        super("Sinc", x, order);
    }

    @Override
    public double apply(double x) {
        return Elementary.sinc(order, x);
    }

    @Override
    Sinc of(Node x, int order) {
        return new Sinc(x, order);
    }

    @Override
    public Notation notation() {
        Notation plain = Notation.function("sinc");
        return order == 0
                ? plain.java("Functions.sinc({0})").numpy("np.sinc({0})")
                : plain.arguments(List.of("derivative " + order))
                        .java("new Sinc({0}, " + order + ")")
                        .numpy(integral());
    }

    /** ∫ (πt)ⁿ cos(πxt + nπ/2) dt from 0 to 1, by Gauss–Legendre quadrature. */
    private String integral() {
        return "np.vectorize(lambda x: (lambda t, w: np.sum(w / 2 * (np.pi * (t + 1) / 2) ** " + order
                + " * np.cos(np.pi * (x * (t + 1) + " + order
                + ") / 2)))(*np.polynomial.legendre.leggauss(99)), otypes=[float])({0})";
    }
}
