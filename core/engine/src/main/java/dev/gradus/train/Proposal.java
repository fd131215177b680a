package dev.gradus.train;

import dev.gradus.node.Parameter;
import dev.gradus.run.Trainable;
import dev.gradus.run.UpdateRule;
import java.util.Arrays;
import java.util.List;

/**
 * The next numbers of a parameter and of what a method remembers of it, worked out beside the present ones: they replace
 * those when the proposals of all parameters turn out finite.
 */
final class Proposal {
    /** Fewer numbers than this are copied faster by a loop than by a call. */
    private static final int FEW = 16;

    final double decay;

    /** The next numbers. */
    final double[] value;

    /** The present ones: the parameter's own, to be read, or those that a decay left in {@link #value}. */
    double[] now;

    /** The run's own gradient, to be read, or {@link #ownGradient}. */
    double[] gradient;

    /** What the method will remember. */
    double[][] memory;

    /** What it remembers as of the last step. */
    double[][] remembered;

    /** Whether the parameter takes part in this step: it is not frozen. */
    boolean isActive;

    /** The learning rate of this step. */
    double rate;

    /** The number of this step for this parameter, counted from 1. */
    long t = 1;

    private final Parameter parameter;
    private final double initialRate;
    private final double[] ownGradient;
    private double[] live;
    private final UpdateRule begin = this::begin;
    private final UpdateRule accept = this::accept;

    Proposal(Parameter parameter, double initialRate, double decay, int memories) {
        int elements = parameter.shape().elements();
        this.parameter = parameter;
        this.initialRate = initialRate;
        this.rate = initialRate;
        this.decay = decay;
        value = new double[elements];
        now = value;
        live = value;
        ownGradient = new double[elements];
        gradient = ownGradient;
        memory = new double[memories][elements];
        remembered = new double[memories][elements];
    }

    Parameter parameter() {
        return parameter;
    }

    /** The learning rate where the schedule says this factor. */
    double rateAt(double factor) {
        return initialRate * factor;
    }

    /** Starts from the present numbers of a run, unless they are to stay. */
    void begin(Trainable trainable) {
        isActive = !trainable.isFrozen();
        if (isActive) {
            trainable.read(begin);
        }
    }

    private void begin(double[] liveValue, double[] liveGradient) {
        if (now != liveValue || gradient != liveGradient) { // writing a reference costs more than this question
            live = liveValue;
            now = liveValue;
            gradient = liveGradient;
        }
    }

    /** An array for another gradient than the run's, which is the proposal's from now on. */
    double[] ownGradient() {
        gradient = ownGradient;
        return ownGradient;
    }

    /** The proposal becomes the parameter's value. */
    void accept(Trainable trainable) {
        trainable.update(accept);
    }

    private void accept(double[] present, double[] unused) {
        if (value.length < FEW) {
            for (int i = 0; i < value.length; i++) {
                present[i] = value[i];
            }
        } else {
            System.arraycopy(value, 0, present, 0, value.length);
        }
        if (memory.length > 0) {
            double[][] earlier = remembered;
            remembered = memory;
            memory = earlier;
        }
        t++;
    }

    /**
     * Looks at every proposed number.
     *
     * @throws DivergedException if one is not finite
     */
    void checkFinite(UpdateMethod method) {
        if (!areFinite(value)) {
            throw diverged(method.name() + ": " + parameter.describe(), value);
        }
        for (int i = 0; i < memory.length; i++) {
            if (!areFinite(memory[i])) {
                List<String> names = method.memory();
                throw diverged(method.name() + ": " + names.get(i) + " of " + parameter.describe(), memory[i]);
            }
        }
    }

    /** 0 times any number is 0, but NaN times an infinite one or NaN. Four sums, as each waits for its last addition. */
    private static boolean areFinite(double[] numbers) {
        double sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0;
        int i = 0;
        for (; i <= numbers.length - 4; i += 4) {
            sum0 += numbers[i] * 0.0;
            sum1 += numbers[i + 1] * 0.0;
            sum2 += numbers[i + 2] * 0.0;
            sum3 += numbers[i + 3] * 0.0;
        }
        for (; i < numbers.length; i++) {
            sum0 += numbers[i] * 0.0;
        }
        return sum0 + sum1 + sum2 + sum3 == 0;
    }

    private DivergedException diverged(String what, double[] numbers) {
        int at = 0;
        while (Double.isFinite(numbers[at])) {
            at++;
        }
        int[] index = parameter.shape().index(at);
        return new DivergedException(
                what + " would become " + numbers[at]
                        + (index.length == 0 ? "" : " at " + Arrays.toString(index))
                        + ": its value is " + live[at] + ", its gradient " + gradient[at] + ", the learning rate "
                        + rate
                        + ". Training diverges: try a smaller learning rate; Run.builder(graph).checked() finds where it began");
    }
}
