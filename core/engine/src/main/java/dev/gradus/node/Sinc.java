package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;

/**
 * sin(πx) / (πx), 1 at 0, or a derivative of it, element by element, for every x.
 *
 * <p>∂J/∂x = ∂J/∂this ∗ sinc⁽ⁿ⁺¹⁾(x). With x f(x) = sin(πx)/π, differentiated n times, each derivative follows from the one
 * before; near 0 they are Taylor's series.
 */
public final class Sinc extends DerivativeOrder {
    /**
     * {@code Sinc(x)}, of x's shape.
     *
     * @param order of the derivative, 0 for sinc itself
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

    /** ∫ (πt)ⁿ cos(πxt + nπ/2) dt from 0 to 1, by Gauss's rule. */
    private String integral() {
        return "np.vectorize(lambda x: (lambda t, w: np.sum(w / 2 * (np.pi * (t + 1) / 2) ** " + order
                + " * np.cos(np.pi * (x * (t + 1) + " + order
                + ") / 2)))(*np.polynomial.legendre.leggauss(99)), otypes=[float])({0})";
    }
}
