package dev.gradus.train;

import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import dev.gradus.run.UpdateRule;
import java.util.Arrays;
import java.util.List;

/**
 * The next numbers of a parameter and of what a method remembers of it, worked out beside the present ones: they replace
 * those when the proposals of all parameters turn out finite.
 */
final class Proposal implements UpdateRule {
    final Parameter parameter;
    final double[] value;
    final double[] gradient;
    final double decay;
    double[][] memory;

    /** The learning rate of this step. */
    double rate;

    /** The number of this step for this parameter, counted from 1. */
    long t = 1;

    private final double initialRate;
    private double[][] accepted;

    Proposal(Parameter parameter, double initialRate, double decay, int memories) {
        int elements = parameter.shape().elements();
        this.parameter = parameter;
        this.initialRate = initialRate;
        this.rate = initialRate;
        this.decay = decay;
        value = new double[elements];
        gradient = new double[elements];
        memory = new double[memories][elements];
        accepted = new double[memories][elements];
    }

    /** What the method remembers as of the last step. */
    double[] remembered(int which) {
        return accepted[which];
    }

    /** The learning rate where the schedule says this factor. */
    double rateAt(double factor) {
        return initialRate * factor;
    }

    /** Starts from the present numbers. */
    void begin(Run run, double factor) {
        rate = rateAt(factor);
        run.read(parameter, value);
        for (int i = 0; i < memory.length; i++) {
            System.arraycopy(accepted[i], 0, memory[i], 0, value.length);
        }
    }

    /** The proposal becomes the parameter's value. */
    @Override
    public void apply(double[] live, double[] unused) {
        System.arraycopy(value, 0, live, 0, value.length);
        double[][] earlier = accepted;
        accepted = memory;
        memory = earlier;
        t++;
    }

    /**
     * Looks at every proposed number.
     *
     * @throws DivergedException if one is not finite
     */
    void checkFinite(UpdateMethod method, Run run) {
        if (!isFinite(value)) {
            throw diverged(method.name() + ": " + parameter.describe(), value, run);
        }
        List<String> names = method.memory();
        for (int i = 0; i < memory.length; i++) {
            if (!isFinite(memory[i])) {
                String what = method.name() + ": " + names.get(i) + " of " + parameter.describe();
                throw diverged(what, memory[i], run);
            }
        }
    }

    private static boolean isFinite(double[] numbers) {
        double sum = 0; // 0 times any number is 0, but NaN times an infinite one or NaN
        for (double number : numbers) {
            sum += number * 0.0;
        }
        return sum == 0;
    }

    private DivergedException diverged(String what, double[] numbers, Run run) {
        int at = 0;
        while (Double.isFinite(numbers[at])) {
            at++;
        }
        double[] now = run.parameters().get(parameter).toArray();
        int[] index = parameter.shape().index(at);
        return new DivergedException(
                what + " would become " + numbers[at]
                        + (index.length == 0 ? "" : " at " + Arrays.toString(index))
                        + ": its value is " + now[at] + ", its gradient " + gradient[at] + ", the learning rate " + rate
                        + ". Training diverges: try a smaller learning rate; Run.builder(graph).checked() finds where it began");
    }
}
