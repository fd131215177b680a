package dev.gradus.train;

/**
 * A loss and its gradients at the present parameters, by whatever computes them: a run, several threads or machines. For
 * optimizers that look at more than one point in a step, such as {@link Lbfgs}.
 */
@FunctionalInterface
public interface GradientSource {
    /**
     * Evaluates the loss.
     *
     * @param gradients where its gradients go, one parameter after the other as in {@link GivenGradients}
     * @return the loss
     */
    double evaluate(double[] gradients);
}
