package dev.gradus.train;

import dev.gradus.node.Node;
import java.util.List;

/**
 * AdamW (Loshchilov, Hutter 2019): {@link Adam} with weight decay that bypasses the running means.
 *
 * <pre>
 * W ← W − η λ W, then Adam's step
 * </pre>
 *
 * <p>As in PyTorch, the decay is multiplied by the learning rate; the paper multiplies it by the schedule alone.
 */
public final class AdamW extends UpdateMethod {
    private final Adam adam;

    private AdamW(double beta1, double beta2, double epsilon) {
        super("m", "v");
        adam = new Adam(name(), beta1, beta2, epsilon);
    }

    /**
     * Creates AdamW with the weight decay λ (PyTorch's default is 0.01) and Adam's default constants.
     *
     * @throws IllegalArgumentException if the rate is not positive and finite, or the decay is negative or not finite
     */
    public static FirstOrderOptimizer of(double learningRate, double weightDecay) {
        return of(learningRate, weightDecay, 0.9, 0.999, 1e-8);
    }

    /**
     * Creates AdamW.
     *
     * @throws IllegalArgumentException if the rate or ε is not positive and finite, the decay is negative or not finite, or
     *     β₁ or β₂ is not in [0, 1)
     */
    public static FirstOrderOptimizer of(
            double learningRate, double weightDecay, double beta1, double beta2, double epsilon) {
        return new FirstOrderOptimizer(new AdamW(beta1, beta2, epsilon), learningRate, weightDecay);
    }

    @Override
    boolean decaysWeights() {
        return true;
    }

    @Override
    List<Double> constants() {
        return adam.constants();
    }

    @Override
    void step(Proposal next, double[] now, double[] gradient, int from, int to) {
        adam.step(next, now, gradient, from, to);
    }

    @Override
    Node formula(UpdateSymbols now) {
        return adam.formula(now);
    }
}
