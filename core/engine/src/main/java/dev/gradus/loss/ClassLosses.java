package dev.gradus.loss;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.Objects;

/**
 * Classification losses with an explicit {@link Reduction}. Classes are along the last axis: logits of shape (…, n_classes)
 * have labels of shape (…), integers from 0 to n_classes − 1, which are checked when run. (PyTorch has classes along axis 1,
 * which is the same for a matrix.)
 *
 * <p>Class weights w, of shape (n_classes), are the weights of the examples of each class. With labels, {@link
 * Reduction#MEAN} then divides by the sum of the examples' weights, as in PyTorch. All other reductions use the weighted
 * costs directly.
 */
public final class ClassLosses {
    private ClassLosses() {}

    /**
     * −ln softmax(z)[y] for labels y, and −Σ_k y_k ln softmax(z)_k for distributions y of z's shape: {@link
     * CrossEntropyLoss} for any number of axes. The loss and its gradient are precise even where a probability is nearly 1.
     *
     * @throws ShapeException if z has no classes, y does not match, or a mean is of no elements
     */
    public static Node crossEntropy(Node z, Node y, Reduction reduction) {
        Objects.requireNonNull(z, "z");
        Objects.requireNonNull(y, "y");
        Objects.requireNonNull(reduction, "reduction");
        return crossEntropy(z, y, 0, reduction);
    }

    /**
     * Cross-entropy with smoothed targets (Szegedy and others, "Rethinking the Inception architecture for computer vision",
     * CVPR 2016): (1 − ε) y + ε / n_classes in place of y.
     *
     * @param smoothing ε, from 0 to 1
     * @throws ShapeException if z has no classes, y does not match, or a mean is of no elements
     * @throws IllegalArgumentException if ε is not from 0 to 1
     */
    public static Node crossEntropy(Node z, Node y, double smoothing, Reduction reduction) {
        Objects.requireNonNull(z, "z");
        Objects.requireNonNull(y, "y");
        Objects.requireNonNull(reduction, "reduction");
        checkSmoothing(smoothing);
        Node w = Constant.of(1).broadcastTo(Shape.of(classes("crossEntropy", z)));
        if (isLabeled("crossEntropy", z, y)) {
            return reduction.of(smoothing == 0 ? surprise(z, y) : surpriseOfLabels(z, y, w, smoothing));
        }
        return reduction.of(surpriseOfDistributions(z, y, w, smoothing));
    }

    /**
     * Weighted cross-entropy: the term −y_k ln softmax(z)_k of each class is multiplied by its weight.
     *
     * @param weights of shape (n_classes)
     * @param smoothing ε, from 0 to 1; 0 does not smooth the targets
     * @throws ShapeException if z has no classes, y or the weights do not match, or a mean is of no elements
     * @throws IllegalArgumentException if ε is not from 0 to 1
     */
    public static Node crossEntropy(Node z, Node y, Node weights, double smoothing, Reduction reduction) {
        Objects.requireNonNull(z, "z");
        Objects.requireNonNull(y, "y");
        Objects.requireNonNull(weights, "weights");
        Objects.requireNonNull(reduction, "reduction");
        checkSmoothing(smoothing);
        checkWeights("crossEntropy", z, weights);
        if (isLabeled("crossEntropy", z, y)) {
            return reduced(surpriseOfLabels(z, y, weights, smoothing), y, weights, reduction);
        }
        return reduction.of(surpriseOfDistributions(z, y, weights, smoothing));
    }

    /**
     * −ln p[y], from logarithms of probabilities such as those of {@link dev.gradus.nn.Activations#logSoftmax}: PyTorch's
     * {@code nll_loss}.
     *
     * @param y labels
     * @throws ShapeException if there are no classes, y does not match, or a mean is of no elements
     */
    public static Node negativeLogLikelihood(Node logP, Node y, Reduction reduction) {
        Objects.requireNonNull(logP, "logP");
        Objects.requireNonNull(y, "y");
        Objects.requireNonNull(reduction, "reduction");
        return reduction.of(chosen("negativeLogLikelihood", logP, y).negate());
    }

    /**
     * −w[y] ln p[y], the negative log-likelihood with class weights.
     *
     * @throws ShapeException if there are no classes, y or the weights do not match, or a mean is of no elements
     */
    public static Node negativeLogLikelihood(Node logP, Node y, Node weights, Reduction reduction) {
        Objects.requireNonNull(logP, "logP");
        Objects.requireNonNull(y, "y");
        Objects.requireNonNull(weights, "weights");
        Objects.requireNonNull(reduction, "reduction");
        checkWeights("negativeLogLikelihood", logP, weights);
        Node cost = chosen("negativeLogLikelihood", logP, y).negate();
        return reduced(cost.multiply(weights.take(y, 0)), y, weights, reduction);
    }

    /**
     * The cross-entropy of binary targets and the probabilities σ(z), as in {@link BinaryCrossEntropyLoss}: y softplus(−z) +
     * (1 − y) softplus(z). PyTorch's {@code binary_cross_entropy_with_logits}.
     *
     * @throws ShapeException if the shapes differ, or a mean is of no elements
     */
    public static Node binaryCrossEntropyOfLogits(Node z, Node y, Reduction reduction) {
        return binaryCrossEntropyOfLogits(z, y, Constant.of(1), reduction);
    }

    /**
     * The same cross-entropy with a weight for the target 1: w y softplus(−z) + (1 − y) softplus(z).
     *
     * @param weight w, which is broadcast; PyTorch's {@code pos_weight}
     * @throws ShapeException if the shapes differ, or a mean is of no elements
     */
    public static Node binaryCrossEntropyOfLogits(Node z, Node y, Node weight, Reduction reduction) {
        LossShapes.checkEqual("binaryCrossEntropyOfLogits", "z", z, "y", y);
        Node yes = weight.multiply(y).multiply(z.negate().softplus());
        Node no = Node.of(1).subtract(y).multiply(z.softplus());
        return reduction.of(yes.add(no));
    }

    /**
     * The cross-entropy of binary targets and probabilities; see {@link ProbabilityCrossEntropy}. PyTorch's {@code
     * binary_cross_entropy}, except that PyTorch replaces logarithms below −100 by −100. Here the loss is ∞ if the
     * probability excludes the target.
     *
     * @throws ShapeException if the shapes differ, or a mean is of no elements
     */
    public static Node binaryCrossEntropy(Node p, Node y, Reduction reduction) {
        LossShapes.checkEqual("binaryCrossEntropy", "p", p, "y", y);
        return reduction.of(new ProbabilityCrossEntropy(p, y));
    }

    /**
     * Σ_k max(0, margin − s_y + s_k) / n_classes over all other classes k, for scores s: PyTorch's {@code
     * multi_margin_loss}.
     *
     * @param y labels
     * @throws ShapeException if there are no classes, y does not match, or a mean is of no elements
     */
    public static Node multiMargin(Node s, Node y, double margin, Reduction reduction) {
        Objects.requireNonNull(s, "s");
        Objects.requireNonNull(y, "y");
        Objects.requireNonNull(reduction, "reduction");
        Node own = chosen("multiMargin", s, y);
        Node excess = s.subtract(onLastAxis(own)).add(margin).relu();
        Node others = isLabel(s, y).where(Constant.of(0), excess);
        return reduction.of(others.sum(-1).divide(Constant.sizeOf(s.shape(), -1)));
    }

    /** ln Σ_k e^(z_k − z_y), where the label's own term is a constant, so that p − 1 is −Σ of the other probabilities. */
    private static Node surprise(Node z, Node y) {
        return distances(z, y).logSumExp(-1);
    }

    /** z_k − z_y, and 0 for the label itself. A logit −∞ is kept, because the difference of two would be NaN. */
    private static Node distances(Node z, Node y) {
        Node distance = z.subtract(onLastAxis(chosen("crossEntropy", z, y)));
        Node isImpossible = z.equal(Double.NEGATIVE_INFINITY);
        return isLabel(z, y).where(Constant.of(0), isImpossible.where(z, distance));
    }

    private static Node surpriseOfLabels(Node z, Node y, Node w, double smoothing) {
        Node surprise = surprise(z, y);
        Node weighted = surprise.multiply(w.take(y, 0));
        if (smoothing == 0) {
            return weighted;
        }
        Node all = w.multiply(onLastAxis(surprise).subtract(distances(z, y))).sum(-1);
        return weighted.multiply(1 - smoothing).add(all.multiply(smoothing / classes("crossEntropy", z)));
    }

    private static Node surpriseOfDistributions(Node z, Node y, Node w, double smoothing) {
        Node target = smoothing == 0 ? y : y.multiply(1 - smoothing).add(smoothing / classes("crossEntropy", z));
        Node isZero = target.equal(0);
        Node surprises = z.logSumExp(-1).keepDims().subtract(isZero.where(Constant.of(0), z));
        return isZero.where(Constant.of(0), w.multiply(target).multiply(surprises))
                .sum(-1);
    }

    private static Node chosen(String loss, Node x, Node y) {
        classes(loss, x);
        if (!isLabeled(loss, x, y)) {
            throw new ShapeException(loss + ": for " + x.describe() + " the targets must be labels "
                    + withoutLast(x.shape()) + ", not " + y.describe());
        }
        return isLabel(x, y).where(x, Constant.of(0)).sum(-1);
    }

    private static Node isLabel(Node x, Node y) {
        return y.oneHot(x.shape().size(-1));
    }

    private static Node onLastAxis(Node x) {
        int[] sizes = Arrays.copyOf(x.shape().sizes(), x.shape().rank() + 1);
        sizes[sizes.length - 1] = 1;
        return x.reshape(sizes);
    }

    private static Node reduced(Node costs, Node y, Node w, Reduction reduction) {
        if (reduction != Reduction.MEAN) {
            return reduction.of(costs);
        }
        LossShapes.checkNotEmpty("MEAN", costs);
        return costs.sum().divide(w.take(y, 0).sum());
    }

    private static int classes(String loss, Node x) {
        LossShapes.checkVectors(loss, x);
        int classes = x.shape().size(-1);
        if (classes == 0) {
            throw new ShapeException(loss + ": " + x.describe() + " has no classes");
        }
        return classes;
    }

    private static boolean isLabeled(String loss, Node z, Node y) {
        Shape labels = withoutLast(z.shape());
        if (y.shape().equals(labels)) {
            return true;
        }
        if (!y.shape().equals(z.shape())) {
            throw new ShapeException(loss + ": for " + z.describe() + " the targets must be labels " + labels
                    + " or distributions " + z.shape() + ", not " + y.describe()
                    + (y.shape().elements() == labels.elements() ? "; reshape them to " + labels + "." : "."));
        }
        return false;
    }

    private static Shape withoutLast(Shape shape) {
        return Shape.of(Arrays.copyOf(shape.sizes(), shape.rank() - 1));
    }

    private static void checkWeights(String loss, Node z, Node weights) {
        Shape expected = Shape.of(classes(loss, z));
        if (!weights.shape().equals(expected)) {
            throw new ShapeException(loss + ": the class weights " + weights.describe() + " must have the shape "
                    + expected + " for " + z.describe());
        }
    }

    private static void checkSmoothing(double smoothing) {
        if (!(smoothing >= 0 && smoothing <= 1)) {
            throw new IllegalArgumentException("crossEntropy: smoothing must be from 0 to 1, not " + smoothing);
        }
    }

    /**
     * The margin loss for examples with several classes each. For scores s (…, n_classes) and targets y of the same shape, 1
     * for an example's classes and 0 for the others, it is Σ max(0, 1 − s_j + s_k) over the example's classes j and all
     * others k, divided by n_classes. PyTorch's {@code multilabel_margin_loss}, which takes lists of classes.
     *
     * @throws ShapeException if the shapes differ, there are no classes, or a mean is of no elements
     */
    public static Node multiLabelMargin(Node s, Node y, Reduction reduction) {
        LossShapes.checkEqual("multiLabelMargin", "s", s, "y", y);
        int classes = classes("multiLabelMargin", s);
        Node excess = s.expandDims(-2).subtract(s.expandDims(-1)).add(1).relu();
        Node counts = y.expandDims(-1).greater(0).multiply(y.expandDims(-2).equal(0));
        return reduction.of(counts.where(excess, Constant.of(0)).sum(-2, -1).divide(classes));
    }

    /**
     * The binary cross-entropy for examples with several classes each. For logits z (…, n_classes) and targets y of the same
     * shape, 1 for an example's classes and 0 for the others, it is the mean over classes of {@link
     * #binaryCrossEntropyOfLogits}. PyTorch's {@code multilabel_soft_margin_loss}.
     *
     * @throws ShapeException if the shapes differ, there are no classes, or a mean is of no elements
     */
    public static Node multiLabelSoftMargin(Node z, Node y, Reduction reduction) {
        LossShapes.checkEqual("multiLabelSoftMargin", "z", z, "y", y);
        classes("multiLabelSoftMargin", z);
        return reduction.of(binaryCrossEntropyOfLogits(z, y, Reduction.NONE).mean(-1));
    }

    /**
     * Connectionist temporal classification: −ln of the probability that the classes of the steps spell an example's labels
     * after blanks and repetitions are removed (Graves, Fernández, Gomez and Schmidhuber, "Connectionist temporal
     * classification", ICML 2006). There is one cost per example, which is ∞ if there are too few steps. With {@link
     * Reduction#MEAN} each is divided by its number of labels, as in PyTorch's {@code ctc_loss}. The graph has about ten
     * nodes for each step.
     *
     * @param logP logarithms of probabilities, of shape (n_steps, n_batch, n_classes)
     * @param labels of shape (n_batch, n_labels), integers other than the blank; those after an example's last label may be
     *     any class
     * @param steps the number of steps of each example, of shape (n_batch)
     * @param counts the number of labels of each example, of shape (n_batch)
     * @param blank the class that means no label
     * @throws ShapeException if the shapes do not match, or a mean is of no elements
     * @throws IllegalArgumentException if the blank is not a class
     */
    public static Node ctc(Node logP, Node labels, Node steps, Node counts, int blank, Reduction reduction) {
        Objects.requireNonNull(logP, "logP");
        Objects.requireNonNull(labels, "labels");
        Objects.requireNonNull(steps, "steps");
        Objects.requireNonNull(counts, "counts");
        Objects.requireNonNull(reduction, "reduction");
        Node costs = Ctc.of(logP, labels, steps, counts, blank);
        return reduction.of(reduction == Reduction.MEAN ? costs.divide(counts.maximum(1)) : costs);
    }
}
