package dev.gradus.train;

import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.run.Trace;
import java.util.Objects;
import java.util.Optional;

/** Changes the parameters of a run after its backward pass. */
public interface Optimizer {
    /**
     * One step for every parameter of the run's graph that is not frozen.
     *
     * @throws DivergedException if a number would become infinite or NaN; all parameters are then as they were
     * @throws IllegalStateException if there was no backward pass since the last forward pass or the last step, or the
     *     graph has no parameters
     */
    void step(Run run);

    /**
     * One step of these parameters by gradients from elsewhere, such as other machines. A method that needs one gradient
     * evaluates the source once.
     *
     * @param source gives the gradients of all these parameters, in their order
     * @throws DivergedException if a number would become infinite or NaN; all parameters are then as they were
     */
    default void step(Parameters parameters, GradientSource source) {
        Objects.requireNonNull(parameters, "parameters");
        Objects.requireNonNull(source, "source");
        GivenGradients given = GivenGradients.of(parameters, parameters.all());
        double[] numbers = new double[given.length()];
        source.evaluate(numbers);
        step(given.run(numbers));
    }

    /**
     * The new value of a parameter in terms of it and its gradient, for readers; empty if it depends on more, such as the
     * other gradients. It computes exactly the numbers of {@link #step}.
     */
    default Optional<Node> formula(Parameter parameter, Node gradient) {
        Objects.requireNonNull(parameter, "parameter");
        Objects.requireNonNull(gradient, "gradient");
        return Optional.empty();
    }

    /**
     * What it remembers of these parameters from step to step, to save it with them; what this returns reads and changes
     * the optimizer itself.
     *
     * @throws UnsupportedOperationException unless the optimizer overrides this
     */
    default Resumable memory(Parameters parameters) {
        Objects.requireNonNull(parameters, "parameters");
        throw new UnsupportedOperationException("Optimizer: " + getClass().getName()
                + " does not say what it remembers, so that a training with it cannot be saved; override"
                + " memory(parameters)");
    }

    /**
     * Takes one training step with this run, forward, backward and update, and records it.
     *
     * @throws DivergedException if a parameter would become infinite or NaN
     * @throws IllegalStateException if the graph has not one output of one element, or no parameters
     */
    default Trace trace(Run run) {
        return Trace.ofTraining(run, this::step, this::formula);
    }
}
