package dev.gradus.train;

import dev.gradus.node.Parameter;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Parameters with separate optimizer settings. Any setting not given here is the optimizer's. Immutable.
 *
 * <pre>{@code
 * Optimizer adam = AdamW.of(1e-3, 0.01).withGroup(ParameterGroup.of(b1, b2).weightDecay(0));
 * }</pre>
 */
public final class ParameterGroup {
    private final List<Parameter> parameters;
    private final OptionalDouble learningRate;
    private final OptionalDouble weightDecay;

    private ParameterGroup(List<Parameter> parameters, OptionalDouble learningRate, OptionalDouble weightDecay) {
        this.parameters = parameters;
        this.learningRate = learningRate;
        this.weightDecay = weightDecay;
    }

    /**
     * Creates a group of these parameters.
     *
     * @throws IllegalArgumentException if there are none, or one is named twice
     */
    public static ParameterGroup of(Parameter... parameters) {
        if (parameters.length == 0) {
            throw new IllegalArgumentException("ParameterGroup: a group needs at least one parameter");
        }
        Set<Parameter> seen = new HashSet<>();
        for (Parameter parameter : parameters) {
            if (!seen.add(parameter)) {
                throw new IllegalArgumentException("ParameterGroup: " + parameter.describe() + " is named twice");
            }
        }
        return new ParameterGroup(List.of(parameters), OptionalDouble.empty(), OptionalDouble.empty());
    }

    /**
     * Returns the same group with this learning rate, before the schedule.
     *
     * @throws IllegalArgumentException if it is not positive and finite
     */
    public ParameterGroup learningRate(double rate) {
        UpdateMethod.positive("ParameterGroup", "the learning rate", rate);
        return new ParameterGroup(parameters, OptionalDouble.of(rate), weightDecay);
    }

    /**
     * Returns the same group with this weight decay.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public ParameterGroup weightDecay(double decay) {
        FirstOrderOptimizer.checkDecay("ParameterGroup", decay);
        return new ParameterGroup(parameters, learningRate, OptionalDouble.of(decay));
    }

    /** Returns the parameters of the group. */
    public List<Parameter> parameters() {
        return parameters;
    }

    OptionalDouble learningRate() {
        return learningRate;
    }

    OptionalDouble weightDecay() {
        return weightDecay;
    }
}
