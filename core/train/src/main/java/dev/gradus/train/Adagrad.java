package dev.gradus.train;

import dev.gradus.node.Node;
import java.util.List;

/**
 * Adagrad (Duchi, Hazan, Singer 2011). It divides by the root of the sum of all squared gradients, s, initially 0, so
 * elements with large past gradients move less. At step t = 1, 2, …
 *
 * <pre>
 * s ← s + (∂J/∂W)²
 * W ← W − η / (1 + (t − 1) δ) ∂J/∂W / (√s + ε)
 * </pre>
 *
 * <p>This is PyTorch's form, where δ is {@code lr_decay}. Each parameter has its own t.
 */
public final class Adagrad extends UpdateMethod {
    private final double rateDecay;
    private final double epsilon;

    private Adagrad(double rateDecay, double epsilon) {
        super("s");
        this.rateDecay = notNegative(name(), "the decay of the rate", rateDecay);
        this.epsilon = positive(name(), "ε", epsilon);
    }

    /**
     * Creates Adagrad with δ = 0 and ε = 10⁻¹⁰.
     *
     * @throws IllegalArgumentException if the rate is not positive and finite
     */
    public static FirstOrderOptimizer of(double learningRate) {
        return of(learningRate, 0, 1e-10);
    }

    /**
     * Creates Adagrad.
     *
     * @throws IllegalArgumentException if the rate or ε is not positive and finite, or δ is negative or not finite
     */
    public static FirstOrderOptimizer of(double learningRate, double rateDecay, double epsilon) {
        return new FirstOrderOptimizer(new Adagrad(rateDecay, epsilon), learningRate, 0);
    }

    private double slower(long t) {
        return 1 + (t - 1) * rateDecay;
    }

    @Override
    List<Double> constants() {
        return List.of(rateDecay, epsilon);
    }

    @Override
    void step(Proposal next, double[] now, double[] gradient, int from, int to) {
        double[] value = next.value, was = next.remembered[0], s = next.memory[0];
        double rate = next.rate[0] / slower(next.t);
        for (int i = from; i < to; i++) {
            s[i] = was[i] + gradient[i] * gradient[i];
        }
        for (int i = from; i < to; i++) {
            value[i] = now[i] - rate * gradient[i] / (Math.sqrt(s[i]) + epsilon);
        }
    }

    @Override
    Node formula(UpdateSymbols now) {
        Node s = now.memory().get(0).add(now.gradient().square()).named("s′");
        Node rate =
                rateDecay == 0 ? now.rate() : now.rate().divide(UpdateSymbols.number("1 + (t − 1) δ", slower(now.t())));
        Node scale = s.sqrt().add(UpdateSymbols.number("ε", epsilon));
        return now.value().subtract(rate.multiply(now.gradient()).divide(scale));
    }
}
