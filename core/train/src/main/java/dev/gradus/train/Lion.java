package dev.gradus.train;

import dev.gradus.node.Node;
import java.util.List;

/**
 * Lion (Chen and others 2023). It uses only the sign of a running mean of the gradients, so each element moves by η. m is
 * initially 0.
 *
 * <pre>
 * W ← W − η λ W
 * W ← W − η sign(β₁ m + (1 − β₁) ∂J/∂W)
 * m ← β₂ m + (1 − β₂) ∂J/∂W
 * </pre>
 *
 * <p>The sign of 0 is 0. Use a rate three to ten times smaller than Adam's and a λ larger by the same factor.
 */
public final class Lion extends UpdateMethod {
    private final double beta1;
    private final double beta2;

    private Lion(double beta1, double beta2) {
        super("m");
        this.beta1 = share(name(), "β₁", beta1);
        this.beta2 = share(name(), "β₂", beta2);
    }

    /**
     * Creates Lion with the weight decay λ, β₁ = 0.9 and β₂ = 0.99.
     *
     * @throws IllegalArgumentException if the rate is not positive and finite, or the decay is negative or not finite
     */
    public static FirstOrderOptimizer of(double learningRate, double weightDecay) {
        return of(learningRate, weightDecay, 0.9, 0.99);
    }

    /**
     * Creates Lion.
     *
     * @throws IllegalArgumentException if the rate is not positive and finite, the decay is negative or not finite, or β₁ or
     *     β₂ is not in [0, 1)
     */
    public static FirstOrderOptimizer of(double learningRate, double weightDecay, double beta1, double beta2) {
        return new FirstOrderOptimizer(new Lion(beta1, beta2), learningRate, weightDecay);
    }

    @Override
    boolean decaysWeights() {
        return true;
    }

    @Override
    List<Double> constants() {
        return List.of(beta1, beta2);
    }

    @Override
    void step(Proposal next, double[] now, double[] gradient, int from, int to) {
        double[] value = next.value, was = next.remembered[0], m = next.memory[0];
        double rate = next.rate[0];
        for (int i = from; i < to; i++) {
            value[i] = now[i] - rate * Math.signum(beta1 * was[i] + (1 - beta1) * gradient[i]);
        }
        for (int i = from; i < to; i++) {
            m[i] = beta2 * was[i] + (1 - beta2) * gradient[i];
        }
    }

    @Override
    Node formula(UpdateSymbols now) {
        Node share = UpdateSymbols.number("β₁", beta1);
        Node mean = share.multiply(now.memory().get(0))
                .add(Node.of(1).subtract(share).multiply(now.gradient()));
        return now.value().subtract(now.rate().multiply(mean.sign()));
    }
}
