package dev.gradus.train;

import dev.gradus.node.Node;
import java.util.List;

/**
 * Gradient descent with momentum. A velocity v, initially 0, accumulates the gradients and decays by the factor µ.
 *
 * <pre>
 * v ← µ v + ∂J/∂W
 * W ← W − η v               momentum (Polyak 1964)
 * W ← W − η (∂J/∂W + µ v)   Nesterov's, with the new v
 * </pre>
 *
 * <p>These are PyTorch's forms, without dampening. Textbooks often include η in the velocity, v ← µ v − η ∂J/∂W and W ← W +
 * v, which is equivalent while η is constant. Nesterov's method evaluates the gradient at W + µ v; the form above is
 * expressed in terms of that point (Bengio, Boulanger-Lewandowski, Pascanu 2012), so forward and backward need no change.
 */
public final class Momentum extends UpdateMethod {
    private final double momentum;
    private final boolean nesterov;

    private Momentum(double momentum, boolean nesterov) {
        super("v");
        this.momentum = share(name(), "the momentum", momentum);
        this.nesterov = nesterov;
    }

    /**
     * Creates gradient descent with momentum µ, usually 0.9.
     *
     * @throws IllegalArgumentException if the rate is not positive and finite, or the momentum is not in [0, 1)
     */
    public static FirstOrderOptimizer of(double learningRate, double momentum) {
        return new FirstOrderOptimizer(new Momentum(momentum, false), learningRate, 0);
    }

    /**
     * Creates gradient descent with Nesterov momentum µ.
     *
     * @throws IllegalArgumentException if the rate is not positive and finite, or the momentum is not in [0, 1)
     */
    public static FirstOrderOptimizer nesterov(double learningRate, double momentum) {
        return new FirstOrderOptimizer(new Momentum(momentum, true), learningRate, 0);
    }

    @Override
    List<Double> constants() {
        return List.of(momentum, nesterov ? 1.0 : 0.0);
    }

    @Override
    void step(Proposal next, double[] now, double[] gradient, int from, int to) {
        double[] value = next.value, was = next.remembered[0], v = next.memory[0];
        double rate = next.rate[0];
        for (int i = from; i < to; i++) {
            v[i] = momentum * was[i] + gradient[i];
        }
        if (nesterov) {
            for (int i = from; i < to; i++) {
                value[i] = now[i] - rate * (gradient[i] + momentum * v[i]);
            }
        } else {
            for (int i = from; i < to; i++) {
                value[i] = now[i] - rate * v[i];
            }
        }
    }

    @Override
    Node formula(UpdateSymbols now) {
        Node mu = UpdateSymbols.number("µ", momentum);
        Node v = mu.multiply(now.memory().get(0)).add(now.gradient()).named("v′");
        Node direction = nesterov ? now.gradient().add(mu.multiply(v)) : v;
        return now.value().subtract(now.rate().multiply(direction));
    }
}
