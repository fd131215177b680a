package dev.gradus.loss;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.ShapeException;
import dev.gradus.node.TextbookForm;
import java.util.List;
import java.util.Optional;

/**
 * The absolute error, summed over outputs and averaged over the batch, for ŷ and y of shape (n_batch, …):
 *
 * <pre>{@code J = (1 / n_batch) · Σ_t Σ_k |y_tk − ŷ_tk|}</pre>
 *
 * <p>Its local backward is ∂J/∂ŷ = 1 / n_batch where ŷ &gt; y and −1 / n_batch where ŷ &lt; y, each times the upstream
 * gradient, and ∂J/∂y is its negative. At the kink, ŷ = y, the sub-gradient is 0.
 *
 * <p>PyTorch's {@code L1Loss} and Keras's {@code MeanAbsoluteError} average over all elements, including outputs. With n_out
 * outputs, they equal this loss divided by n_out.
 */
public final class L1Loss extends ElementwiseLoss {
    /**
     * Creates the loss, of rank 0. Predictions of rank 1 are a batch of single numbers, and those of rank 0 a batch of one.
     *
     * @param yHat the model's outputs ŷ
     * @param y the targets
     * @throws ShapeException if the shapes differ, or the batch is empty
     */
    public L1Loss(Node yHat, Node y) {
        super(yHat, y, L1Loss::new);
    }

    @Override
    public double cost(double yHat, double y) {
        return Math.abs(yHat - y);
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node yHat = input(0);
        Node y = input(1);
        Node share = upstream.divide(LossShapes.examples(yHat));
        Node slope = yHat.greater(y).where(share, yHat.less(y).where(share.negate(), Constant.of(0)));
        Node sign = yHat.subtract(y).sign();
        Node ofYHat = new TextbookForm(slope, upstream.multiply(sign.divide(LossShapes.examples(yHat))));
        return List.of(ofYHat, ofYHat.negate());
    }

    @Override
    public Optional<Node> definition() {
        Node distances = input(1).subtract(input(0)).abs();
        return Optional.of(distances.sum().divide(LossShapes.examples(input(0))));
    }

    @Override
    public List<String> operands() {
        return List.of("ŷ", "y");
    }

    @Override
    public Notation notation() {
        return Notation.function("L1Loss").numpy("np.sum(np.abs({1} - {0})) / " + batch);
    }
}
