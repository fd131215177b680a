package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;
import java.util.Objects;

/**
 * The regularised incomplete gamma functions, element by element, operands broadcast, for a &gt; 0 and x ≥ 0: P(a, x) = ∫₀ˣ
 * t^(a−1) e^−t dt / Γ(a), the gamma distribution's probability of a number below x, and Q = 1 − P, with the digits of its tail.
 *
 * <p>∂J/∂x = ±∂J/∂this ∗ x^(a−1) e^−x / Γ(a), with minus for Q, summed over the copies that broadcasting made. There is no
 * derivative by a.
 */
public final class IncompleteGammaBroadcast extends BinaryOp {
    private final boolean upper;

    /**
     * {@code P(a, x)} or {@code Q(a, x)}.
     *
     * @param upper whether Q is meant
     * @throws ShapeException if the shapes do not broadcast, see {@link BinaryOp}
     */
    public IncompleteGammaBroadcast(Node a, Node x, boolean upper) {
        super(Objects.requireNonNull(a, "a"), Objects.requireNonNull(x, "x"));
        this.upper = upper;
    }

    @Override
    public double apply(double a, double x) {
        return Elementary.incompleteGamma(upper, a, x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node exponent = new XlogyBroadcast(a().subtract(1), b()).subtract(b()).subtract(new Lgamma(a()));
        Node slope = upper ? exponent.exp().negate() : exponent.exp();
        return List.of(
                undefined("the derivative of the incomplete gamma function by its shape a is not implemented"),
                upstream.multiply(slope).sumTo(b().shape()));
    }

    @Override
    public IncompleteGammaBroadcast withInputs(List<Node> inputs) {
        checkCount(inputs);
        return new IncompleteGammaBroadcast(inputs.get(0), inputs.get(1), upper);
    }

    @Override
    public Record attributes() {
        return new Tail(upper);
    }

    private record Tail(boolean upper) {}

    @Override
    public List<String> operands() {
        return List.of("a", "x");
    }

    @Override
    public Notation notation() {
        return Notation.function(upper ? "gammaQ" : "gammaP")
                .java("Functions." + (upper ? "gammaQ" : "gammaP") + "({0}, {1})")
                .numpy("scipy.special." + (upper ? "gammaincc" : "gammainc") + "({0}, {1})");
    }
}
