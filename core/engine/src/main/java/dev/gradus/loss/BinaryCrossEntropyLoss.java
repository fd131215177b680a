package dev.gradus.loss;

import dev.gradus.kernel.math.Elementary;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.ShapeException;
import java.util.List;
import java.util.Optional;

/**
 * The cross-entropy of binary targets y and the probabilities σ(z), computed from logits z, summed over outputs and averaged
 * over the batch, for z and y of shape (n_batch, …):
 *
 * <pre>{@code
 * J = −(1 / n_batch) · Σ_t Σ_k (y_tk ln σ(z_tk) + (1 − y_tk) ln(1 − σ(z_tk)))
 *   =  (1 / n_batch) · Σ_t Σ_k (y_tk softplus(−z_tk) + (1 − y_tk) softplus(z_tk))
 * }</pre>
 *
 * <p>The second line is the one computed: it neither overflows nor cancels digits. A target may be any probability from 0 to
 * 1. At a logit of ±∞, the loss is 0 if the target agrees and ∞ otherwise.
 *
 * <p>Its local backward is ∂J/∂z = (σ(z) − y) / n_batch and ∂J/∂y = −z / n_batch, each times the upstream gradient.
 *
 * <p>PyTorch's {@code BCEWithLogitsLoss} and Keras's {@code BinaryCrossentropy(from_logits=True)} average over all elements,
 * including outputs. With n_out outputs, they equal this loss divided by n_out.
 */
public final class BinaryCrossEntropyLoss extends ElementwiseLoss {
    /**
     * Creates the loss, of rank 0. Logits of rank 1 are a batch of single numbers, and those of rank 0 a batch of one.
     *
     * @param z the model's outputs before the sigmoid
     * @param y the targets, from 0 to 1, checked when run
     * @throws ShapeException if the shapes differ, or the batch is empty
     */
    public BinaryCrossEntropyLoss(Node z, Node y) {
        super(z, y, BinaryCrossEntropyLoss::new);
    }

    @Override
    public double cost(double z, double y) {
        return weighted(y, Elementary.softplus(-z)) + weighted(1 - y, Elementary.softplus(z));
    }

    /** Returns 0 for a term of weight 0, even if x is infinite. */
    private static double weighted(double weight, double x) {
        return weight == 0 ? 0 : weight * x;
    }

    @Override
    public void checkTargets(double[] targets) {
        Targets.checkProbabilities(this, 1, targets);
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node z = input(0);
        Node y = input(1);
        return List.of(
                upstream.multiply(z.sigmoid().subtract(y).divide(LossShapes.examples(z))),
                upstream.multiply(z.divide(LossShapes.examples(z))).negate());
    }

    @Override
    public Optional<Node> definition() {
        Node z = input(0);
        Node y = input(1);
        Node one = Constant.of(1);
        Node yes = y.multiply(z.negate().softplus());
        Node no = one.subtract(y).multiply(z.softplus());
        return Optional.of(yes.add(no).sum().divide(LossShapes.examples(z)));
    }

    @Override
    public List<String> operands() {
        return List.of("z", "y");
    }

    @Override
    public Notation notation() {
        return Notation.function("BinaryCrossEntropyLoss")
                .numpy("np.sum({1} * np.logaddexp(0, -{0}) + (1 - {1}) * np.logaddexp(0, {0})) / " + batch);
    }
}
