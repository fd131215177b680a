package dev.gradus.train;

import dev.gradus.node.Node;
import java.util.List;

/**
 * RMSProp (Tieleman, Hinton 2012). It divides each gradient by the root of a running mean of its squares, s, initially 0.
 *
 * <pre>
 * s ← α s + (1 − α) (∂J/∂W)²
 * W ← W − η ∂J/∂W / (√s + ε)
 * </pre>
 *
 * <p>As in PyTorch, ε is outside the root. TensorFlow and Keras have it inside, √(s + ε), which damps far more for the same
 * ε.
 */
public final class RmsProp extends UpdateMethod {
    private final double alpha;
    private final double epsilon;

    private RmsProp(double alpha, double epsilon) {
        super("s");
        this.alpha = share(name(), "α", alpha);
        this.epsilon = positive(name(), "ε", epsilon);
    }

    /**
     * Creates RMSProp with α = 0.99 and ε = 10⁻⁸.
     *
     * @throws IllegalArgumentException if the rate is not positive and finite
     */
    public static FirstOrderOptimizer of(double learningRate) {
        return of(learningRate, 0.99, 1e-8);
    }

    /**
     * Creates RMSProp.
     *
     * @throws IllegalArgumentException if the rate or ε is not positive and finite, or α is not in [0, 1)
     */
    public static FirstOrderOptimizer of(double learningRate, double alpha, double epsilon) {
        return new FirstOrderOptimizer(new RmsProp(alpha, epsilon), learningRate, 0);
    }

    @Override
    List<Double> constants() {
        return List.of(alpha, epsilon);
    }

    @Override
    void step(Proposal next, double[] now, double[] gradient, int from, int to) {
        double[] value = next.value, was = next.remembered[0], s = next.memory[0];
        double rate = next.rate[0];
        for (int i = from; i < to; i++) {
            s[i] = alpha * was[i] + (1 - alpha) * (gradient[i] * gradient[i]);
        }
        for (int i = from; i < to; i++) {
            value[i] = now[i] - rate * gradient[i] / (Math.sqrt(s[i]) + epsilon);
        }
    }

    @Override
    Node formula(UpdateSymbols now) {
        Node share = UpdateSymbols.number("α", alpha);
        Node past = share.multiply(now.memory().get(0));
        Node s = past.add(Node.of(1).subtract(share).multiply(now.gradient().square()))
                .named("s′");
        Node scale = s.sqrt().add(UpdateSymbols.number("ε", epsilon));
        return now.value().subtract(now.rate().multiply(now.gradient()).divide(scale));
    }
}
