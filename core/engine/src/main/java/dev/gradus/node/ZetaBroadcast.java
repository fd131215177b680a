package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;
import java.util.Objects;

/**
 * Hurwitz's zeta function ζ(s, x) = Σ (x + k)^−s over k = 0, 1, 2, …, element by element, operands broadcast, for s &gt; 1 and
 * x &gt; 0. ζ(s, 1) is Riemann's. ∞ for s = 1 and for x = 0, NaN elsewhere.
 *
 * <p>∂J/∂x = −∂J/∂this ∗ s ζ(s + 1, x), summed over the copies that broadcasting made. There is no derivative by s.
 */
public final class ZetaBroadcast extends BinaryOp {
    /**
     * {@code ζ(s, x)}.
     *
     * @throws ShapeException if the shapes do not broadcast, see {@link BinaryOp}
     */
    public ZetaBroadcast(Node s, Node x) {
        super(Objects.requireNonNull(s, "s"), Objects.requireNonNull(x, "x"));
    }

    @Override
    public double apply(double s, double x) {
        return Elementary.zeta(s, x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node slope = new ZetaBroadcast(a().add(1), b()).multiply(a()).negate();
        return List.of(
                undefined("the derivative of the zeta function by its exponent is not implemented"),
                upstream.multiply(slope).sumTo(b().shape()));
    }

    @Override
    public ZetaBroadcast withInputs(List<Node> inputs) {
        checkCount(inputs);
        return new ZetaBroadcast(inputs.get(0), inputs.get(1));
    }

    @Override
    public List<String> operands() {
        return List.of("s", "x");
    }

    @Override
    public Notation notation() {
        return Notation.function("ζ").java("Functions.zeta({0}, {1})").numpy("scipy.special.zeta({0}, {1})");
    }
}
