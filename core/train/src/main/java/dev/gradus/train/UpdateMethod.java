package dev.gradus.train;

import dev.gradus.kernel.UnrolledCode;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import java.util.List;

/** The arithmetic of a first-order method: as loops, which a step takes, and as nodes, which print. Holds no state. */
abstract class UpdateMethod {
    private final List<String> memory;

    UpdateMethod(String... memory) {
        this.memory = List.of(memory);
    }

    /** The name in messages. */
    String name() {
        return getClass().getSimpleName();
    }

    /** The method as it steps this parameter. */
    UpdateMethod of(Parameter parameter) {
        return this;
    }

    /** Whether each number's step depends on that number alone, so that any range of them can be worked out by itself. */
    boolean isByNumber() {
        return true;
    }

    /** What it remembers for each number of a parameter, by the letters of its formula; all start at 0. */
    final List<String> memory() {
        return memory;
    }

    /**
     * One step of the numbers {@code from} to {@code to} − 1: reads values, gradients and memory, and writes {@code
     * next.value} and {@code next.memory}. Each loop writes one array, because the JVM vectorises such loops.
     */
    abstract void step(Proposal next, double[] now, double[] gradient, int from, int to);

    /**
     * Writes out a step of a few numbers, with weight decay if there is any.
     *
     * @return whether that was possible
     */
    boolean unroll(UnrolledCode code, Proposal next) {
        return false;
    }

    /** Pushes the gradient of a number, with weight decay as in {@link #decayAndStep}. */
    static void pushGradient(UnrolledCode code, Proposal next, int i) {
        code.load(next.gradient, i);
        if (next.decay > 0) {
            code.push(next.decay);
            code.load(next.now, i);
            code.multiply();
            code.add();
        }
    }

    /** The value that {@link #step} makes, with the same roundings. */
    abstract Node formula(UpdateSymbols now);

    /**
     * Whether weight decay is taken off the weights, W ← W − η λ W, before the step. Otherwise it is added to the gradient,
     * ∂J/∂W ← ∂J/∂W + λ W, which is the gradient of J + λ/2 ΣW².
     */
    boolean decaysWeights() {
        return false;
    }

    final void decayAndStep(Proposal next, int from, int to) {
        double[] now = next.now, gradient = next.gradient;
        double decay = next.decay, rate = next.rate[0];
        if (decaysWeights()) {
            double[] decayed = next.value;
            for (int i = from; i < to; i++) {
                decayed[i] = now[i] - rate * decay * now[i];
            }
            step(next, decayed, gradient, from, to);
        } else {
            double[] sum = next.ownGradient;
            for (int i = from; i < to; i++) {
                sum[i] = gradient[i] + decay * now[i];
            }
            step(next, now, sum, from, to);
        }
    }

    final UpdateSymbols decay(UpdateSymbols now) {
        return decaysWeights()
                ? now.withValue(
                        now.value().subtract(now.rate().multiply(now.decay()).multiply(now.value())))
                : now.withGradient(now.gradient().add(now.decay().multiply(now.value())));
    }

    static double notNegative(String method, String what, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(method + ": " + what + " must be finite and not negative, not " + value);
        }
        return value;
    }

    static double positive(String method, String what, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(method + ": " + what + " must be positive and finite, not " + value);
        }
        return value;
    }

    /** A number that must be in [0, 1), as the share of the past in a running mean. */
    static double share(String method, String what, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(
                    method + ": " + what + " must be at least 0 and less than 1, not " + value);
        }
        return value;
    }
}
