package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;
import java.util.Objects;

/**
 * The logarithm of the beta function, ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b), elementwise with broadcasting, for
 * a, b &gt; 0; ∞ at 0, NaN below. For large arguments, where these terms cancel, Stirling's formulas are subtracted
 * symbolically.
 *
 * <p>∂J/∂a = ∂J/∂this ∗ (ψ(a) − ψ(a + b)) and ∂J/∂b = ∂J/∂this ∗ (ψ(b) − ψ(a + b)), with the {@link Digamma} function
 * ψ, each summed over the broadcast axes.
 */
public final class LogBetaBroadcast extends BinaryOp {
    /**
     * {@code ln B(a, b)}.
     *
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public LogBetaBroadcast(Node a, Node b) {
        super(Objects.requireNonNull(a, "a"), Objects.requireNonNull(b, "b"), LogBetaBroadcast::new);
    }

    @Override
    public double apply(double a, double b) {
        return Elementary.logBeta(a, b);
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node ofSum = new Digamma(a().add(b()));
        return List.of(
                upstream.multiply(new Digamma(a()).subtract(ofSum)).sumTo(a().shape()),
                upstream.multiply(new Digamma(b()).subtract(ofSum)).sumTo(b().shape()));
    }

    @Override
    public Notation notation() {
        return Notation.function("logBeta").java("Functions.logBeta({0}, {1})").numpy("scipy.special.betaln({0}, {1})");
    }
}
