package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;

/**
 * The scaled complementary error function e^(x²) erfc(x), or a derivative of it, elementwise, for all x. It overflows
 * to ∞ below −26.6 and approaches 1/(x√π) for large x, where erfc(x) underflows.
 *
 * <p>∂J/∂x = ∂J/∂this ∗ erfcx⁽ⁿ⁺¹⁾(x). The first derivative is 2x erfcx(x) − 2/√π, whose terms cancel for large x.
 * Therefore all derivatives are computed as (−1)ⁿ 2ⁿ n! e^(x²) iⁿerfc(x), with the repeated integrals of erfc (NIST
 * Digital Library of Mathematical Functions, 7.18.1).
 */
public final class Erfcx extends DerivativeOrder {
    /**
     * {@code Erfcx(x)}, with the shape of x.
     *
     * @param order the order of the derivative, 0 for erfcx itself
     * @throws IllegalArgumentException if the order is negative
     */
    public Erfcx(Node x, int order) {
        super("Erfcx", x, order);
    }

    @Override
    public double apply(double x) {
        return Elementary.erfcx(order, x);
    }

    @Override
    Erfcx of(Node x, int order) {
        return new Erfcx(x, order);
    }

    @Override
    public Notation notation() {
        Notation plain = Notation.function("erfcx");
        return order == 0
                ? plain.java("Functions.erfcx({0})").numpy("scipy.special.erfcx({0})")
                : plain.arguments(List.of("derivative " + order))
                        .java("new Erfcx({0}, " + order + ")")
                        .numpy(recurrence());
    }

    /** f_n = 2x f_(n−1) + 2(n − 1) f_(n−2). */
    private String recurrence() {
        String before = "scipy.special.erfcx({0})";
        String last = "(2 * {0} * " + before + " - 2 / np.sqrt(np.pi))";
        for (int n = 2; n <= order; n++) {
            String next = "(2 * {0} * " + last + " + " + 2 * (n - 1) + " * " + before + ")";
            before = last;
            last = next;
        }
        return last;
    }
}
