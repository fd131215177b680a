package dev.gradus.train;

import dev.gradus.node.Node;
import java.util.List;

/**
 * Adadelta (Zeiler 2012). It keeps running means of the squared gradient, s, and of the squared change, u, both initially 0.
 * Their ratio gives a step the unit of the parameter.
 *
 * <pre>
 * s ← ρ s + (1 − ρ) (∂J/∂W)²
 * d = √(u + ε) / √(s + ε) ∂J/∂W
 * u ← ρ u + (1 − ρ) d²
 * W ← W − η d
 * </pre>
 */
public final class Adadelta extends UpdateMethod {
    private final double rho;
    private final double epsilon;

    private Adadelta(double rho, double epsilon) {
        super("s", "u");
        this.rho = share(name(), "ρ", rho);
        this.epsilon = positive(name(), "ε", epsilon);
    }

    /**
     * Creates Adadelta with ρ = 0.9 and ε = 10⁻⁶. The paper has no learning rate, which corresponds to 1.
     *
     * @throws IllegalArgumentException if the rate is not positive and finite
     */
    public static FirstOrderOptimizer of(double learningRate) {
        return of(learningRate, 0.9, 1e-6);
    }

    /**
     * Creates Adadelta.
     *
     * @throws IllegalArgumentException if the rate or ε is not positive and finite, or ρ is not in [0, 1)
     */
    public static FirstOrderOptimizer of(double learningRate, double rho, double epsilon) {
        return new FirstOrderOptimizer(new Adadelta(rho, epsilon), learningRate, 0);
    }

    @Override
    List<Double> constants() {
        return List.of(rho, epsilon);
    }

    @Override
    void step(Proposal next, double[] now, double[] gradient, int from, int to) {
        double[] value = next.value;
        double[] wasS = next.remembered[0], s = next.memory[0];
        double[] wasU = next.remembered[1], u = next.memory[1];
        double rate = next.rate[0];
        for (int i = from; i < to; i++) {
            s[i] = rho * wasS[i] + (1 - rho) * (gradient[i] * gradient[i]);
        }
        for (int i = from; i < to; i++) {
            double d = change(wasU[i], s[i], gradient[i]);
            u[i] = rho * wasU[i] + (1 - rho) * (d * d);
        }
        for (int i = from; i < to; i++) {
            value[i] = now[i] - rate * change(wasU[i], s[i], gradient[i]);
        }
    }

    private double change(double u, double s, double gradient) {
        return Math.sqrt(u + epsilon) / Math.sqrt(s + epsilon) * gradient;
    }

    @Override
    Node formula(UpdateSymbols now) {
        Node share = UpdateSymbols.number("ρ", rho), small = UpdateSymbols.number("ε", epsilon);
        Node s = now.memory().get(0), u = now.memory().get(1);
        Node nextS = share.multiply(s)
                .add(Node.of(1).subtract(share).multiply(now.gradient().square()))
                .named("s′");
        Node d = u.add(small)
                .sqrt()
                .divide(nextS.add(small).sqrt())
                .multiply(now.gradient())
                .named("d");
        return now.value().subtract(now.rate().multiply(d));
    }
}
