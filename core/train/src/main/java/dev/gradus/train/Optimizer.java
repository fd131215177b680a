package dev.gradus.train;

import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.run.Trace;
import java.util.Objects;
import java.util.Optional;

/** Updates the parameters of a run after its backward pass. */
public interface Optimizer {
    /**
     * Updates each parameter of the run's graph that is not frozen.
     *
     * @throws DivergedException if a number would become infinite or NaN; all parameters are then unchanged
     * @throws IllegalStateException if there was no backward pass since the last forward pass or the last step, or the graph
     *     has no parameters
     */
    void step(Run run);

    /**
     * Updates these parameters with gradients from another source, such as other machines. A method that needs one gradient
     * evaluates the source once.
     *
     * @param source computes the gradients of all these parameters, in their order
     * @throws DivergedException if a number would become infinite or NaN; all parameters are then unchanged
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
     * Returns the new value of a parameter in terms of its value and gradient, for readers. The formula computes the same
     * bits as {@link #step}. Empty if the new value depends on more, such as other gradients.
     */
    default Optional<Node> formula(Parameter parameter, Node gradient) {
        Objects.requireNonNull(parameter, "parameter");
        Objects.requireNonNull(gradient, "gradient");
        return Optional.empty();
    }

    /**
     * Returns the optimizer's memory for these parameters, to save it with them. The result is a view: it reads and changes
     * the optimizer itself.
     *
     * @throws UnsupportedOperationException unless the optimizer overrides this method
     */
    default Resumable memory(Parameters parameters) {
        Objects.requireNonNull(parameters, "parameters");
        throw new UnsupportedOperationException("Optimizer: " + getClass().getName()
                + " does not support saving; to save a training that uses it, override memory(parameters)");
    }

    /**
     * Takes one training step with this run (forward, backward and update) and records it.
     *
     * @throws DivergedException if a parameter would become infinite or NaN
     * @throws IllegalStateException if the graph does not have exactly one output of one element, or has no parameters
     */
    default Trace trace(Run run) {
        return Trace.ofTraining(run, this::step, this::formula);
    }
}
