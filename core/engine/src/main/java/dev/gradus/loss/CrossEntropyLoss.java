package dev.gradus.loss;

import dev.gradus.kernel.math.Maximum;
import dev.gradus.kernel.math.Sums;
import dev.gradus.nn.Activations;
import dev.gradus.node.Constant;
import dev.gradus.node.IndexValueException;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import dev.gradus.node.ShapeException;
import dev.gradus.node.TextbookForm;
import dev.gradus.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * The cross-entropy of targets and the probabilities softmax(z), computed from logits z of shape (n_batch, n_classes),
 * summed over classes and averaged over the batch. The targets y are class labels (n_batch) or distributions (n_batch,
 * n_classes):
 *
 * <pre>{@code
 * J = −(1 / n_batch) · Σ_t ln softmax(z_t)[y_t]               labels
 * J = −(1 / n_batch) · Σ_t Σ_k y_tk ln softmax(z_t)_k         distributions
 * }</pre>
 *
 * <p>−ln softmax(z_t)_k is computed as (m − z_tk) + ln(1 + Σ e^(z_tj − m)), where m is the row's greatest logit and the sum
 * is over all others. Nothing overflows, and a loss near 0 is precise. A logit −∞ gives its class the probability 0: it does
 * not affect the loss, unless the target is that class, which costs ∞. A row without a finite logit, or with an infinite
 * one, has no softmax; the loss is then NaN or ∞, and the gradient is NaN.
 *
 * <p>Its local backward is ∂J/∂z = (softmax(z) − y) / n_batch times the upstream gradient, with one-hot rows in place of
 * labels y. For the label's class, p − 1 is computed as −Σ of the other probabilities, which is precise where p is nearly 1.
 * For distributions it is (softmax(z) ∗ Σ_k y_tk − y) / n_batch, which is correct even if rows do not sum to 1, and ∂J/∂y =
 * −ln softmax(z) / n_batch. Labels are integers, so their gradient is zero.
 *
 * <p>For one prediction per example, this equals PyTorch's {@code CrossEntropyLoss} and Keras's {@code
 * CategoricalCrossentropy(from_logits=True)} (distributions) and {@code SparseCategoricalCrossentropy(from_logits=True)}
 * (labels). PyTorch requires integer labels and has classes along axis 1 if there are further axes, which this loss does not
 * support. For one binary logit per example, use {@link BinaryCrossEntropyLoss}, because the softmax of a single class is
 * always 1.
 */
public final class CrossEntropyLoss extends Op {
    private final int batch;
    private final int classes;
    private final boolean labeled;

    /**
     * Creates the loss, of rank 0.
     *
     * @param z the model's outputs before the softmax
     * @param y labels, integers from 0 to n_classes − 1, or distributions, from 0 to 1, checked when run
     * @throws ShapeException if z is not a matrix, the batch is empty, there are no classes, or y has the shape of neither
     *     labels nor distributions
     */
    public CrossEntropyLoss(Node z, Node y) {
        super(Shape.scalar(), z, y, CrossEntropyLoss::new);
        if (z.shape().rank() != 2) {
            throw new ShapeException(
                    "CrossEntropyLoss: the logits " + z.describe() + " must have the shape (n_batch, n_classes)");
        }
        this.batch = LossShapes.batch(name(), z);
        this.classes = z.shape().size(1);
        if (classes == 0) {
            throw new ShapeException("CrossEntropyLoss: the logits " + z.describe() + " have no classes");
        }
        this.labeled = y.shape().equals(Shape.of(batch));
        if (!labeled && !y.shape().equals(z.shape())) {
            throw new ShapeException("CrossEntropyLoss: for the logits " + z.describe() + " the targets must be labels "
                    + Shape.of(batch) + " or distributions " + z.shape() + ", not " + y.describe()
                    + (y.shape().elements() == batch ? "; reshape them to " + Shape.of(batch) + "." : "."));
        }
    }

    /**
     * Computes the loss.
     *
     * @throws IndexValueException if a label is not an integer in range
     * @throws IllegalArgumentException if a distribution contains a number that is not a probability
     */
    @Override
    public void forward(double[][] in, double[] out) {
        checkTargets(in[1]);
        double[] costs = new double[batch];
        for (int t = 0; t < batch; t++) {
            int start = t * classes;
            int index = Maximum.index(in[0], start, classes);
            double excess = Maximum.excess(in[0], start, classes, index);
            double[] surprises = new double[classes];
            for (int k = 0; k < classes; k++) {
                surprises[k] = (in[0][start + index] - in[0][start + k]) + excess;
            }
            costs[t] = labeled ? surprises[(int) in[1][t]] : Sums.of(weighted(surprises, in[1], start));
        }
        out[0] = Sums.of(costs) / batch;
    }

    /** Returns 0 for a term of weight 0, even if x is infinite. */
    private static double[] weighted(double[] x, double[] weights, int start) {
        double[] products = new double[x.length];
        for (int k = 0; k < x.length; k++) {
            products[k] = weights[start + k] == 0 ? 0 : weights[start + k] * x[k];
        }
        return products;
    }

    /**
     * Checks that labels are classes, or that distributions contain only probabilities.
     *
     * @throws IllegalArgumentException naming the first value that is not
     */
    public void checkTargets(double[] targets) {
        if (labeled) {
            IndexValueException.check(this, 1, targets, classes);
        } else {
            Targets.checkProbabilities(this, 1, targets);
        }
    }

    /** Returns whether the targets are labels rather than distributions. */
    public boolean isLabeled() {
        return labeled;
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node z = input(0);
        Node y = input(1);
        Node p = Activations.softmax(z, 1);
        if (labeled) {
            return List.of(upstream.multiply(slopeOfLabels(p, y).divide(LossShapes.examples(z))), zero());
        }
        return List.of(
                upstream.multiply(p.multiply(y.sum(1).keepDims()).subtract(y).divide(LossShapes.examples(z))),
                upstream.multiply(Activations.logSoftmax(z, 1).divide(LossShapes.examples(z)))
                        .negate());
    }

    /**
     * softmax(z) − oneHot(y), where p − 1 is computed as −Σ of the other probabilities, which is precise where p is nearly
     * 1.
     */
    private Node slopeOfLabels(Node p, Node y) {
        Node target = y.oneHot(classes);
        Node others = target.where(Constant.of(0), p);
        Node error = target.where(others.sum(1).keepDims().negate(), p);
        return new TextbookForm(error, p.subtract(target));
    }

    @Override
    public Optional<Node> definition() {
        Node z = input(0);
        Node y = labeled ? input(1).oneHot(classes) : input(1);
        Node surprise = z.logSumExp(1).keepDims().subtract(z);
        return Optional.of(y.multiply(surprise).sum().divide(LossShapes.examples(z)));
    }

    @Override
    public List<String> operands() {
        return List.of("z", "y");
    }

    @Override
    public Notation notation() {
        String numpy = labeled
                ? "np.mean(np.logaddexp.reduce({0}, axis=1) - {0}[np.arange(" + batch + "), {1}.astype(int)])"
                : "np.sum({1} * (np.logaddexp.reduce({0}, axis=1, keepdims=True) - {0})) / " + batch;
        return Notation.function("CrossEntropyLoss").numpy(numpy);
    }
}
