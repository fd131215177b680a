package dev.gradus.train;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.UpdateRule;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;

/** Gradient descent: W ← W − η ∂J/∂W, with the learning rate η. */
public final class GradientDescent extends PerParameterOptimizer {
    private final double learningRate;

    private GradientDescent(double learningRate) {
        this.learningRate = learningRate;
    }

    /**
     * Gradient descent at a constant learning rate.
     *
     * @throws IllegalArgumentException if the rate is not positive and finite
     */
    public static GradientDescent of(double learningRate) {
        if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
            throw new IllegalArgumentException(
                    "GradientDescent: the learning rate must be positive and finite, not " + learningRate);
        }
        return new GradientDescent(learningRate);
    }

    @Override
    public Optional<Node> formula(Parameter parameter, Node gradient) {
        Node rate = Constant.of("η", Tensor.scalar(learningRate));
        return Optional.of(parameter.subtract(rate.multiply(gradient)));
    }

    @Override
    UpdateRule ruleFor(Parameter parameter) {
        return (value, gradient) -> descend(parameter, value, gradient);
    }

    private void descend(Parameter parameter, double[] value, double[] gradient) {
        double finite = 0; // 0 times any number is 0, but NaN times an infinite one or NaN
        for (int i = 0; i < value.length; i++) {
            finite += (value[i] - learningRate * gradient[i]) * 0.0;
        }
        if (finite != 0) {
            throw diverged(parameter, value, gradient);
        }
        for (int i = 0; i < value.length; i++) {
            value[i] -= learningRate * gradient[i];
        }
    }

    private DivergedException diverged(Parameter parameter, double[] value, double[] gradient) {
        int at = 0;
        while (Double.isFinite(value[at] - learningRate * gradient[at])) {
            at++;
        }
        int[] index = parameter.shape().index(at);
        return new DivergedException(
                "GradientDescent: " + parameter.describe() + " would become "
                        + (value[at] - learningRate * gradient[at])
                        + (index.length == 0 ? "" : " at " + Arrays.toString(index))
                        + ": its value is " + value[at] + ", its gradient " + gradient[at] + ", the learning rate "
                        + learningRate
                        + ". Training diverges: try a smaller learning rate; Run.builder(graph).checked() finds where it began");
    }
}
