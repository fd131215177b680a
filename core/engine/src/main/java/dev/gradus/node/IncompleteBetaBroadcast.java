package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;
import java.util.Objects;

/**
 * The regularised incomplete beta function, element by element, operands broadcast, for a, b &gt; 0 and 0 ≤ x ≤ 1: I_x(a, b) = ∫₀ˣ
 * t^(a−1) (1 − t)^(b−1) dt / B(a, b), the beta distribution's probability of a number below x. NaN elsewhere.
 *
 * <p>∂J/∂x = ∂J/∂this ∗ x^(a−1) (1 − x)^(b−1) / B(a, b), the {@link BetaDensityBroadcast}, summed over the copies that broadcasting
 * made. There is no derivative by a and b.
 */
public final class IncompleteBetaBroadcast extends Op {
    /**
     * {@code I_x(a, b)}.
     *
     * @throws ShapeException if the shapes do not broadcast, see {@link BinaryOp}
     */
    public IncompleteBetaBroadcast(Node a, Node b, Node x) {
        super(
                Broadcasting.shapeOrScalar(
                        "IncompleteBetaBroadcast",
                        Objects.requireNonNull(a, "a"),
                        Objects.requireNonNull(b, "b"),
                        Objects.requireNonNull(x, "x")),
                a,
                b,
                x);
        Broadcasting.check(this, a, b, x);
    }

    @Override
    public void forward(double[][] in, double[] out) {
        int[] ofA = Broadcasting.sources(input(0).shape(), shape());
        int[] ofB = Broadcasting.sources(input(1).shape(), shape());
        int[] ofX = Broadcasting.sources(input(2).shape(), shape());
        for (int i = 0; i < out.length; i++) {
            out[i] = Elementary.incompleteBeta(in[0][ofA[i]], in[1][ofB[i]], in[2][ofX[i]]);
        }
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node a = input(0), b = input(1), x = input(2);
        return List.of(
                undefined("the derivative of the incomplete beta function by its shape a is not implemented"),
                undefined("the derivative of the incomplete beta function by its shape b is not implemented"),
                upstream.multiply(new BetaDensityBroadcast(a, b, x)).sumTo(x.shape()));
    }

    @Override
    public IncompleteBetaBroadcast withInputs(List<Node> inputs) {
        checkCount(inputs);
        return new IncompleteBetaBroadcast(inputs.get(0), inputs.get(1), inputs.get(2));
    }

    @Override
    public Dependence dependence() {
        return Dependence.ELEMENTWISE;
    }

    @Override
    public List<String> operands() {
        return List.of("a", "b", "x");
    }

    @Override
    public Notation notation() {
        return Notation.function("betaP")
                .java("Functions.betaP({0}, {1}, {2})")
                .numpy("scipy.special.betainc({0}, {1}, {2})");
    }
}
