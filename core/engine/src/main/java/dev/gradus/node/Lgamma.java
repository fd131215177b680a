package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;

/**
 * The logarithm of the absolute value of the gamma function, ln |Γ(x)|, elementwise, for all x except 0, −1, −2, …,
 * where it is ∞.
 *
 * <p>∂J/∂x = ∂J/∂this ∗ ψ(x), the {@link Digamma} function.
 */
public final class Lgamma extends UnaryOp {
    /** {@code Lgamma(x)}, with the shape of x. */
    public Lgamma(Node x) {
        super(x, Lgamma::new);
    }

    @Override
    public double apply(double x) {
        return Elementary.lgamma(x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.multiply(new Digamma(x())));
    }

    @Override
    public Notation notation() {
        return Notation.function("lgamma")
                .java("Functions.lgamma({0})")
                .numpy("np.vectorize(math.lgamma, otypes=[float])({0})");
    }
}
