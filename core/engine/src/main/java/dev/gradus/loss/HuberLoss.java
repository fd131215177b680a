package dev.gradus.loss;

import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.NumpyFormat;
import java.util.List;

/**
 * Huber's error, quadratic near the target and linear beyond a distance δ, summed over outputs and averaged over the batch,
 * for ŷ and y of shape (n_batch, …) (Huber, "Robust estimation of a location parameter", Annals of Mathematical Statistics
 * 35, 1964):
 *
 * <pre>{@code
 * J = (1 / n_batch) · Σ_t Σ_k h(y_tk − ŷ_tk)
 * h(d) = ½ d²             if |d| ≤ δ
 *        δ (|d| − ½ δ)    if |d| > δ
 * }</pre>
 *
 * <p>It equals {@link MseLoss} if no distance exceeds δ. Its local backward is ∂J/∂ŷ = clamp(ŷ − y, −δ, δ) / n_batch and
 * ∂J/∂y the same of y − ŷ, each times the upstream gradient. The loss is smooth but its derivative has kinks: at |ŷ − y| = δ
 * the second derivative is defined as 0, as it is beyond.
 *
 * <p>PyTorch's {@code HuberLoss} and Keras's {@code Huber} average over all elements, including outputs. With n_out outputs,
 * they equal this loss divided by n_out; PyTorch's {@code SmoothL1Loss} is also divided by δ.
 */
public final class HuberLoss extends ElementwiseLoss {
    private final double delta;

    /**
     * Creates the loss, of rank 0. Predictions of rank 1 are a batch of single numbers, and those of rank 0 a batch of one.
     *
     * @param yHat the model's outputs ŷ
     * @param y the targets
     * @param delta the distance δ at which the loss becomes linear, positive and finite
     * @throws ShapeException if the shapes differ, or the batch is empty
     * @throws IllegalArgumentException if δ is not positive and finite
     */
    public HuberLoss(Node yHat, Node y, double delta) {
        super(yHat, y, (prediction, target) -> new HuberLoss(prediction, target, delta));
        if (!(delta > 0 && delta < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "HuberLoss: delta, the distance at which the loss becomes linear, must be positive and"
                            + " finite, not " + delta);
        }
        this.delta = delta;
    }

    /** Returns the distance δ at which the loss becomes linear. */
    public double delta() {
        return delta;
    }

    @Override
    public double cost(double yHat, double y) {
        double distance = Math.abs(yHat - y);
        return distance <= delta ? 0.5 * (distance * distance) : delta * (distance - 0.5 * delta);
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node yHat = input(0);
        Node y = input(1);
        return List.of(
                upstream.multiply(yHat.subtract(y).clip(-delta, delta).divide(LossShapes.examples(yHat))),
                upstream.multiply(y.subtract(yHat).clip(-delta, delta).divide(LossShapes.examples(yHat))));
    }

    @Override
    public Record attributes() {
        return new Delta(delta);
    }

    private record Delta(double delta) {}

    @Override
    public List<String> operands() {
        return List.of("ŷ", "y");
    }

    @Override
    public Notation notation() {
        String d = NumpyFormat.number(delta);
        return Notation.function("HuberLoss")
                .arguments(List.of("δ " + d))
                .java("new HuberLoss({0}, {1}, " + d + ")")
                .numpy("np.sum(np.where(np.abs({1} - {0}) <= " + d + ", .5 * ({1} - {0}) ** 2, " + d
                        + " * (np.abs({1} - {0}) - .5 * " + d + "))) / " + batch);
    }
}
