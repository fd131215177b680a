package dev.gradus.train;

/**
 * Computes a loss and its gradients at the current parameters, by a run, several threads or several machines. For optimizers
 * that evaluate more than one point in a step, such as {@link Lbfgs}.
 */
@FunctionalInterface
public interface GradientSource {
    /**
     * Evaluates the loss and its gradients.
     *
     * @param gradients receives the gradients, one parameter after the other as in {@link GivenGradients}
     * @return the loss
     */
    double evaluate(double[] gradients);
}
