package dev.gradus.train;

import dev.gradus.kernel.UnrolledCode;
import dev.gradus.node.Node;
import java.util.List;

/** Gradient descent: W ← W − η ∂J/∂W, with the learning rate η. */
public final class GradientDescent extends UpdateMethod {
    private GradientDescent() {}

    /**
     * Creates gradient descent.
     *
     * @throws IllegalArgumentException if the rate is not positive and finite
     */
    public static FirstOrderOptimizer of(double learningRate) {
        return new FirstOrderOptimizer(new GradientDescent(), learningRate, 0);
    }

    @Override
    List<Double> constants() {
        return List.of();
    }

    @Override
    void step(Proposal next, double[] now, double[] gradient, int from, int to) {
        double[] value = next.value;
        double rate = next.rate[0];
        for (int i = from; i < to; i++) {
            value[i] = now[i] - rate * gradient[i];
        }
    }

    @Override
    boolean unroll(UnrolledCode code, Proposal next) {
        for (int i = 0; i < next.value.length; i++) {
            code.load(next.now, i);
            code.load(next.rate, 0);
            pushGradient(code, next, i);
            code.multiply();
            code.subtract();
            code.store(next.value, i);
        }
        return true;
    }

    @Override
    Node formula(UpdateSymbols now) {
        return now.value().subtract(now.rate().multiply(now.gradient()));
    }
}
