package dev.gradus.train;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import java.util.List;

/**
 * Adam (Kingma, Ba 2015). It keeps running means of the gradient, m, and of its square, v, both initially 0, and corrects
 * their bias towards 0. At step t = 1, 2, …
 *
 * <pre>
 * m ← β₁ m + (1 − β₁) ∂J/∂W      m̂ = m / (1 − β₁ᵗ)
 * v ← β₂ v + (1 − β₂) (∂J/∂W)²   v̂ = v / (1 − β₂ᵗ)
 * W ← W − η m̂ / (√v̂ + ε)
 * </pre>
 *
 * <p>Weight decay is added to the gradient, as in PyTorch's Adam; {@link AdamW} subtracts it from the weights instead. Each
 * parameter has its own t, the number of steps it took part in.
 */
public final class Adam extends UpdateMethod {
    private final double beta1;
    private final double beta2;
    private final double epsilon;

    Adam(String name, double beta1, double beta2, double epsilon) {
        super("m", "v");
        this.beta1 = share(name, "β₁", beta1);
        this.beta2 = share(name, "β₂", beta2);
        this.epsilon = positive(name, "ε", epsilon);
    }

    /**
     * Creates Adam with β₁ = 0.9, β₂ = 0.999 and ε = 10⁻⁸.
     *
     * @throws IllegalArgumentException if the rate is not positive and finite
     */
    public static FirstOrderOptimizer of(double learningRate) {
        return of(learningRate, 0.9, 0.999, 1e-8);
    }

    /**
     * Creates Adam.
     *
     * @throws IllegalArgumentException if the rate or ε is not positive and finite, or β₁ or β₂ is not in [0, 1)
     */
    public static FirstOrderOptimizer of(double learningRate, double beta1, double beta2, double epsilon) {
        return new FirstOrderOptimizer(new Adam("Adam", beta1, beta2, epsilon), learningRate, 0);
    }

    @Override
    List<Double> constants() {
        return List.of(beta1, beta2, epsilon);
    }

    @Override
    void step(Proposal next, double[] now, double[] gradient, int from, int to) {
        double[] value = next.value;
        double[] wasM = next.remembered[0], m = next.memory[0];
        double[] wasV = next.remembered[1], v = next.memory[1];
        double rate = next.rate[0];
        double unbias1 = 1 - IntegerPower.of(beta1, next.t), unbias2 = 1 - IntegerPower.of(beta2, next.t);
        for (int i = from; i < to; i++) {
            m[i] = beta1 * wasM[i] + (1 - beta1) * gradient[i];
        }
        for (int i = from; i < to; i++) {
            v[i] = beta2 * wasV[i] + (1 - beta2) * (gradient[i] * gradient[i]);
        }
        for (int i = from; i < to; i++) {
            value[i] = now[i] - rate * (m[i] / unbias1) / (Math.sqrt(v[i] / unbias2) + epsilon);
        }
    }

    @Override
    Node formula(UpdateSymbols now) {
        Node one = Constant.of(1),
                share1 = UpdateSymbols.number("β₁", beta1),
                share2 = UpdateSymbols.number("β₂", beta2);
        Node past1 = share1.multiply(now.memory().get(0)),
                past2 = share2.multiply(now.memory().get(1));
        Node m = past1.add(one.subtract(share1).multiply(now.gradient())).named("m′");
        Node v = past2.add(one.subtract(share2).multiply(now.gradient().square()))
                .named("v′");
        Node mHat = m.divide(one.subtract(power("β₁ᵗ", beta1, now))).named("m̂");
        Node vHat = v.divide(one.subtract(power("β₂ᵗ", beta2, now))).named("v̂");
        Node scale = vHat.sqrt().add(UpdateSymbols.number("ε", epsilon));
        return now.value().subtract(now.rate().multiply(mHat).divide(scale));
    }

    private static Node power(String name, double beta, UpdateSymbols now) {
        return UpdateSymbols.number(name, IntegerPower.of(beta, now.t()));
    }
}
