package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;

/**
 * The regularized incomplete beta function I_x(a, b) = ∫₀ˣ t^(a−1) (1 − t)^(b−1) dt / B(a, b), elementwise with
 * broadcasting, for a, b &gt; 0 and 0 ≤ x ≤ 1; NaN elsewhere. It is the probability that a beta-distributed number is
 * less than x.
 *
 * <p>∂J/∂x = ∂J/∂this ∗ x^(a−1) (1 − x)^(b−1) / B(a, b), the {@link BetaDensityBroadcast}, summed over the broadcast
 * axes. The derivatives with respect to a and b are not implemented.
 */
public final class IncompleteBetaBroadcast extends TernaryOp {
    private static final List<String> OPERANDS = List.of("a", "b", "x");

    /**
     * {@code I_x(a, b)}.
     *
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public IncompleteBetaBroadcast(Node a, Node b, Node x) {
        super("IncompleteBetaBroadcast", OPERANDS, a, b, x, IncompleteBetaBroadcast::new);
    }

    @Override
    double apply(double a, double b, double x) {
        return Elementary.incompleteBeta(a, b, x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node a = input(0), b = input(1), x = input(2);
        return List.of(
                undefined("the derivative of the incomplete beta function with respect to a is not implemented"),
                undefined("the derivative of the incomplete beta function with respect to b is not implemented"),
                upstream.multiply(new BetaDensityBroadcast(a, b, x)).sumTo(x.shape()));
    }

    @Override
    public List<String> operands() {
        return OPERANDS;
    }

    @Override
    public Notation notation() {
        return Notation.function("betaP")
                .java("Functions.betaP({0}, {1}, {2})")
                .numpy("scipy.special.betainc({0}, {1}, {2})");
    }
}
