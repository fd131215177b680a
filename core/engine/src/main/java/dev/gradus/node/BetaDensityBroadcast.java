package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;
import java.util.Optional;

/**
 * The density x^(a−1) (1 − x)^(b−1) / B(a, b) of the beta distribution, elementwise with broadcasting, for a, b &gt; 0
 * and 0 ≤ x ≤ 1. It is the derivative of {@link IncompleteBetaBroadcast} with respect to x. It stays accurate for all a
 * and b, where the terms of the definition cancel.
 *
 * <p>The gradients, each summed over the broadcast axes, with ψ for the {@link Digamma} function, are
 *
 * <ul>
 *   <li>∂J/∂a = ∂J/∂this ∗ this ∗ (ln x − ψ(a) + ψ(a + b)),
 *   <li>∂J/∂b = ∂J/∂this ∗ this ∗ (ln(1 − x) − ψ(b) + ψ(a + b)),
 *   <li>∂J/∂x = ∂J/∂this ∗ this ∗ (a − 1 − (a + b − 2) x) / (x (1 − x)).
 * </ul>
 */
public final class BetaDensityBroadcast extends TernaryOp {
    private static final List<String> OPERANDS = List.of("a", "b", "x");

    /**
     * {@code betaDensity(a, b, x)}.
     *
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public BetaDensityBroadcast(Node a, Node b, Node x) {
        super("BetaDensityBroadcast", OPERANDS, a, b, x, BetaDensityBroadcast::new);
    }

    @Override
    double apply(double a, double b, double x) {
        return Elementary.betaDensity(a, b, x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node a = input(0), b = input(1), x = input(2);
        Node ofSum = new Digamma(a.add(b));
        Node ofA = x.log().subtract(new Digamma(a)).add(ofSum);
        Node ofB = x.negate().log1p().subtract(new Digamma(b)).add(ofSum);
        Node fromMode = a.subtract(1).subtract(a.add(b).subtract(2).multiply(x));
        Node ofX = fromMode.divide(x.multiply(Node.of(1).subtract(x)));
        Node all = upstream.multiply(this);
        return List.of(
                all.multiply(ofA).sumTo(a.shape()),
                all.multiply(ofB).sumTo(b.shape()),
                all.multiply(ofX).sumTo(x.shape()));
    }

    @Override
    public Optional<Node> definition() {
        Node a = input(0), b = input(1), x = input(2);
        Node powers = new XlogyBroadcast(a.subtract(1), x).add(Functions.xlog1py(b.subtract(1), x.negate()));
        return Optional.of(powers.subtract(new LogBetaBroadcast(a, b)).exp());
    }

    @Override
    public List<String> operands() {
        return OPERANDS;
    }

    @Override
    public Notation notation() {
        return Notation.function("betaDensity")
                .java("new BetaDensityBroadcast({0}, {1}, {2})")
                .numpy("np.exp(scipy.special.xlogy(np.subtract({0}, 1), {2})"
                        + " + scipy.special.xlog1py(np.subtract({1}, 1), np.negative({2}))"
                        + " - scipy.special.betaln({0}, {1}))");
    }
}
