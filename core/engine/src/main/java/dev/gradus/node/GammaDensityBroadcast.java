package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The density x^(a−1) e^−x / Γ(a) of the gamma distribution, elementwise with broadcasting, for a &gt; 0 and x ≥ 0. It
 * is the derivative of {@link IncompleteGammaBroadcast} with respect to x. It stays accurate for all a, where the terms
 * of the definition cancel.
 *
 * <p>∂J/∂a = ∂J/∂this ∗ this ∗ (ln x − ψ(a)) with the {@link Digamma} function ψ, and ∂J/∂x = ∂J/∂this ∗ this ∗ (a − 1
 * − x) / x, each summed over the broadcast axes.
 */
public final class GammaDensityBroadcast extends BinaryOp {
    /**
     * {@code gammaDensity(a, x)}.
     *
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public GammaDensityBroadcast(Node a, Node x) {
        super(Objects.requireNonNull(a, "a"), Objects.requireNonNull(x, "x"), GammaDensityBroadcast::new);
    }

    @Override
    public double apply(double a, double x) {
        return Elementary.gammaDensity(a, x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node a = a(), x = b();
        Node slope = multiply(a.subtract(1).subtract(x).divide(x));
        return List.of(
                upstream.multiply(multiply(x.log().subtract(new Digamma(a)))).sumTo(a.shape()),
                upstream.multiply(slope).sumTo(x.shape()));
    }

    @Override
    public Optional<Node> definition() {
        Node power = new XlogyBroadcast(a().subtract(1), b());
        return Optional.of(power.subtract(b()).subtract(new Lgamma(a())).exp());
    }

    @Override
    public List<String> operands() {
        return List.of("a", "x");
    }

    @Override
    public Notation notation() {
        return Notation.function("gammaDensity")
                .java("new GammaDensityBroadcast({0}, {1})")
                .numpy("np.exp(scipy.special.xlogy(np.subtract({0}, 1), {1})"
                        + " - np.add({1}, scipy.special.gammaln({0})))");
    }
}
