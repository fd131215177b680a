package dev.gradus.train;

import dev.gradus.kernel.math.Elementary;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import java.util.List;

/**
 * NAdam (Dozat 2016): {@link Adam} with Nesterov momentum, which anticipates part of the next step. At step t = 1, 2, …
 *
 * <pre>
 * µₜ = β₁ (1 − 0.96^(t ψ) / 2)   Π = µ₁ µ₂ … µₜ
 * m ← β₁ m + (1 − β₁) ∂J/∂W
 * v ← β₂ v + (1 − β₂) (∂J/∂W)²   v̂ = v / (1 − β₂ᵗ)
 * W ← W − η ((1 − µₜ) / (1 − Π) ∂J/∂W + µₜ₊₁ / (1 − Π µₜ₊₁) m) / (√v̂ + ε)
 * </pre>
 *
 * <p>This is PyTorch's form, where ψ is {@code momentum_decay}; weight decay is added to the gradient.
 */
public final class NAdam extends UpdateMethod {
    private final double beta1;
    private final double beta2;
    private final double epsilon;
    private final double momentumDecay;

    private NAdam(double beta1, double beta2, double epsilon, double momentumDecay) {
        super("m", "v");
        this.beta1 = share(name(), "β₁", beta1);
        this.beta2 = share(name(), "β₂", beta2);
        this.epsilon = positive(name(), "ε", epsilon);
        this.momentumDecay = notNegative(name(), "ψ", momentumDecay);
    }

    /**
     * Creates NAdam with β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸ and ψ = 0.004.
     *
     * @throws IllegalArgumentException if the rate is not positive and finite
     */
    public static FirstOrderOptimizer of(double learningRate) {
        return of(learningRate, 0.9, 0.999, 1e-8, 0.004);
    }

    /**
     * Creates NAdam.
     *
     * @throws IllegalArgumentException if the rate or ε is not positive and finite, β₁ or β₂ is not in [0, 1), or ψ is
     *     negative or not finite
     */
    public static FirstOrderOptimizer of(
            double learningRate, double beta1, double beta2, double epsilon, double momentumDecay) {
        return new FirstOrderOptimizer(new NAdam(beta1, beta2, epsilon, momentumDecay), learningRate, 0);
    }

    private double mu(long t) {
        return beta1 * (1 - 0.5 * Elementary.pow(0.96, t * momentumDecay));
    }

    /** Computes Π. Once 1 − Π rounds to 1, after a few hundred steps, further factors have no effect. */
    private double product(long t) {
        double product = 1;
        for (long i = 1; i <= t && product > 0x1p-54; i++) {
            product *= mu(i);
        }
        return product;
    }

    private double ofGradient(double product, long t) {
        return (1 - mu(t)) / (1 - product);
    }

    private double ofMean(double product, long t) {
        double next = mu(t + 1);
        return next / (1 - product * next);
    }

    @Override
    List<Double> constants() {
        return List.of(beta1, beta2, epsilon, momentumDecay);
    }

    @Override
    void step(Proposal next, double[] now, double[] gradient, int from, int to) {
        double[] value = next.value;
        double[] wasM = next.remembered[0], m = next.memory[0];
        double[] wasV = next.remembered[1], v = next.memory[1];
        double rate = next.rate[0], unbias2 = 1 - IntegerPower.of(beta2, next.t);
        double product = product(next.t);
        double a = ofGradient(product, next.t), b = ofMean(product, next.t);
        for (int i = from; i < to; i++) {
            m[i] = beta1 * wasM[i] + (1 - beta1) * gradient[i];
        }
        for (int i = from; i < to; i++) {
            v[i] = beta2 * wasV[i] + (1 - beta2) * (gradient[i] * gradient[i]);
        }
        for (int i = from; i < to; i++) {
            value[i] = now[i] - rate * (a * gradient[i] + b * m[i]) / (Math.sqrt(v[i] / unbias2) + epsilon);
        }
    }

    @Override
    Node formula(UpdateSymbols now) {
        Node one = Constant.of(1),
                share1 = UpdateSymbols.number("β₁", beta1),
                share2 = UpdateSymbols.number("β₂", beta2);
        double product = product(now.t());
        Node a = UpdateSymbols.number("(1 − µₜ) / (1 − Π)", ofGradient(product, now.t()));
        Node b = UpdateSymbols.number("µₜ₊₁ / (1 − Π µₜ₊₁)", ofMean(product, now.t()));
        Node m = share1.multiply(now.memory().get(0))
                .add(one.subtract(share1).multiply(now.gradient()))
                .named("m′");
        Node v = share2.multiply(now.memory().get(1))
                .add(one.subtract(share2).multiply(now.gradient().square()))
                .named("v′");
        Node power = UpdateSymbols.number("β₂ᵗ", IntegerPower.of(beta2, now.t()));
        Node vHat = v.divide(one.subtract(power)).named("v̂");
        Node direction = a.multiply(now.gradient()).add(b.multiply(m));
        Node scale = vHat.sqrt().add(UpdateSymbols.number("ε", epsilon));
        return now.value().subtract(now.rate().multiply(direction).divide(scale));
    }
}
