package dev.gradus.loss;

import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.ShapeException;
import java.util.List;
import java.util.Optional;

/**
 * Half the squared error, summed over outputs and averaged over the batch, for ŷ and y of shape (n_batch, …):
 *
 * <pre>{@code J = ½ · (1 / n_batch) · Σ_t Σ_k (y_tk − ŷ_tk)²}</pre>
 *
 * <p>Its local backward is ∂J/∂ŷ = (ŷ − y) / n_batch and ∂J/∂y = (y − ŷ) / n_batch, each times the upstream gradient: the ½
 * cancels the 2 of the square.
 *
 * <p>PyTorch's {@code MSELoss} and Keras's {@code MeanSquaredError} average over all elements, including outputs, and have
 * no ½. With n_out outputs, they equal this loss times 2 / n_out, which affects the choice of the learning rate.
 */
public final class MseLoss extends ElementwiseLoss {
    /**
     * Creates the loss, of rank 0. Predictions of rank 1 are a batch of single numbers, and those of rank 0 a batch of one.
     *
     * @param yHat the model's outputs ŷ
     * @param y the targets
     * @throws ShapeException if the shapes differ, or the batch is empty
     */
    public MseLoss(Node yHat, Node y) {
        super(yHat, y, MseLoss::new);
    }

    @Override
    public double cost(double yHat, double y) {
        double error = y - yHat;
        return error * error;
    }

    @Override
    public double ofSum(double sum) {
        return 0.5 * (sum / batch);
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node yHat = input(0);
        Node y = input(1);
        return List.of(
                upstream.multiply(yHat.subtract(y).divide(LossShapes.examples(yHat))),
                upstream.multiply(y.subtract(yHat).divide(LossShapes.examples(yHat))));
    }

    @Override
    public Optional<Node> definition() {
        Node squares = input(1).subtract(input(0)).square();
        return Optional.of(Node.of(0.5).multiply(squares.sum().divide(LossShapes.examples(input(0)))));
    }

    @Override
    public List<String> operands() {
        return List.of("ŷ", "y");
    }

    @Override
    public Notation notation() {
        return Notation.function("MseLoss").numpy(".5 * np.sum(({1} - {0}) ** 2) / " + batch);
    }
}
