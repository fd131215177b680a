package dev.gradus.train;

import dev.gradus.kernel.UnrolledCode;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import java.util.List;

/** The arithmetic of a first-order method, as loops for the steps and as nodes for printing. Stateless. */
abstract class UpdateMethod {
    private final List<String> memory;

    UpdateMethod(String... memory) {
        this.memory = List.of(memory);
    }

    String name() {
        return getClass().getSimpleName();
    }

    /** Returns the method that steps this parameter. */
    UpdateMethod of(Parameter parameter) {
        return this;
    }

    /**
     * Returns the constants in the order of the method's {@code of}, for a {@link Receipt}.
     *
     * @throws IllegalArgumentException if the method is more than its constants, as one of the user's own is
     */
    List<Double> constants() {
        throw new IllegalArgumentException(
                "Receipt: a receipt cannot describe the method " + name() + "; use an optimizer of this library");
    }

    /** Returns whether each element's step depends on that element alone, so that any range can be computed separately. */
    boolean isByNumber() {
        return true;
    }

    /** Returns the names of the memory of each element, as in its formula. All start at 0. */
    final List<String> memory() {
        return memory;
    }

    /**
     * Steps the elements {@code from} to {@code to} − 1: reads values, gradients and memory, and writes {@code next.value}
     * and {@code next.memory}. Each loop writes one array, because the JVM vectorizes such loops.
     */
    abstract void step(Proposal next, double[] now, double[] gradient, int from, int to);

    /**
     * Generates code for a step of a few elements, with weight decay if there is any.
     *
     * @return whether this is supported
     */
    boolean unroll(UnrolledCode code, Proposal next) {
        return false;
    }

    /** Pushes the gradient of an element, with weight decay as in {@link #decayAndStep}. */
    static void pushGradient(UnrolledCode code, Proposal next, int i) {
        code.load(next.gradient, i);
        if (next.decay > 0) {
            code.push(next.decay);
            code.load(next.now, i);
            code.multiply();
            code.add();
        }
    }

    /** Returns a formula for the value computed by {@link #step}, with the same roundings. */
    abstract Node formula(UpdateSymbols now);

    /**
     * Returns whether weight decay is subtracted from the weights, W ← W − η λ W, before the step. Otherwise it is added to
     * the gradient, ∂J/∂W ← ∂J/∂W + λ W, which is the gradient of J + λ/2 ΣW².
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

    /** Checks that a number, such as the decay of a running mean, is in [0, 1). */
    static double share(String method, String what, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(
                    method + ": " + what + " must be at least 0 and less than 1, not " + value);
        }
        return value;
    }
}
