package dev.gradus.loss;

import dev.gradus.nn.Activations;
import dev.gradus.node.Constant;
import dev.gradus.node.Functions;
import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.Objects;

/**
 * Losses of real targets, counts, scores and distances, with an explicit {@link Reduction}. With {@link Reduction#MEAN} each
 * equals the PyTorch loss of that kind. {@link ClassLosses} has classification losses.
 *
 * <p>All are compositions, so their derivatives follow from the formulas. The operands of a loss must have equal shapes,
 * because losses do not broadcast.
 */
public final class Losses {
    private Losses() {}

    /**
     * (ŷ − y)², without the ½ of {@link MseLoss}: PyTorch's {@code mse_loss}.
     *
     * @throws ShapeException if the shapes differ, or a mean is of no elements
     */
    public static Node squaredError(Node yHat, Node y, Reduction reduction) {
        LossShapes.checkEqual("squaredError", "yHat", yHat, "y", y);
        return reduction.of(yHat.subtract(y).square());
    }

    /**
     *  − y|, with slope 0 where they are equal: PyTorch's {@code l1_loss}.
     *
     * @throws ShapeException if the shapes differ, or a mean is of no elements
     */
    public static Node absoluteError(Node yHat, Node y, Reduction reduction) {
        LossShapes.checkEqual("absoluteError", "yHat", yHat, "y", y);
        return reduction.of(yHat.subtract(y).abs());
    }

    /**
     * Huber's error, ½ d² up to a distance δ and δ (d − ½ δ) beyond, where d = |ŷ − y|: PyTorch's {@code huber_loss}.
     *
     * @throws ShapeException if the shapes differ, or a mean is of no elements
     * @throws IllegalArgumentException if δ is not positive and finite
     */
    public static Node huber(Node yHat, Node y, double delta, Reduction reduction) {
        LossShapes.checkEqual("huber", "yHat", yHat, "y", y);
        checkPositive("huber", "delta, the distance at which the loss becomes linear,", delta);
        Node distance = yHat.subtract(y);
        Node near = distance.clip(-delta, delta);
        return reduction.of(near.multiply(distance.subtract(near.multiply(0.5))));
    }

    /**
     * Huber's error divided by δ, whose slope beyond δ is 1: PyTorch's {@code smooth_l1_loss}, which calls δ beta.
     *
     * @throws ShapeException if the shapes differ, or a mean is of no elements
     * @throws IllegalArgumentException if δ is not positive and finite
     */
    public static Node smoothAbsoluteError(Node yHat, Node y, double delta, Reduction reduction) {
        LossShapes.checkEqual("smoothAbsoluteError", "yHat", yHat, "y", y);
        return reduction.of(huber(yHat, y, delta, Reduction.NONE).divide(delta));
    }

    /**
     * The loss that the q-quantile minimizes (Koenker and Bassett, "Regression quantiles", Econometrica 46, 1978): q (y − ŷ)
     * where y is greater, otherwise (1 − q) (ŷ − y).
     *
     * @param q from 0 to 1; for ½ the loss is half the absolute error
     * @throws ShapeException if the shapes differ, or a mean is of no elements
     * @throws IllegalArgumentException if q is not between 0 and 1
     */
    public static Node quantile(Node yHat, Node y, double q, Reduction reduction) {
        LossShapes.checkEqual("quantile", "yHat", yHat, "y", y);
        if (!(q > 0 && q < 1)) {
            throw new IllegalArgumentException("quantile: q must be between 0 and 1, not " + q);
        }
        Node missing = y.subtract(yHat);
        return reduction.of(missing.multiply(q).maximum(missing.multiply(q - 1)));
    }

    /**
     * −ln of the Poisson probability of the count y at the rate e^z, without the constant ln y!: e^z − y z. PyTorch's {@code
     * poisson_nll_loss}.
     *
     * @param z the logarithm of the rate
     * @param y counts
     * @throws ShapeException if the shapes differ, or a mean is of no elements
     */
    public static Node poisson(Node z, Node y, Reduction reduction) {
        LossShapes.checkEqual("poisson", "z", z, "y", y);
        return reduction.of(z.exp().subtract(y.multiply(z)));
    }

    /**
     * −ln of the normal density of y, without the constant ½ ln 2π: ½ (ln v + (y − μ)² / v). PyTorch's {@code
     * gaussian_nll_loss}, which also limits v to at least 10⁻⁶.
     *
     * @param mu the mean μ
     * @param v the variance, positive, of the same shape; {@code maximum(1e-6)} limits it as PyTorch does
     * @throws ShapeException if the shapes differ, or a mean is of no elements
     */
    public static Node gaussian(Node mu, Node v, Node y, Reduction reduction) {
        LossShapes.checkEqual("gaussian", "mu", mu, "y", y);
        LossShapes.checkEqual("gaussian", "v", v, "y", y);
        Node square = mu.subtract(y).square();
        return reduction.of(v.log().add(square.divide(v)).multiply(0.5));
    }

    /**
     * max(0, 1 − y s) for a score s and a target y of −1 or 1, the loss of a support-vector machine.
     *
     * @throws ShapeException if the shapes differ, or a mean is of no elements
     */
    public static Node hinge(Node s, Node y, Reduction reduction) {
        LossShapes.checkEqual("hinge", "s", s, "y", y);
        return reduction.of(Node.of(1).subtract(y.multiply(s)).relu());
    }

    /**
     * max(0, 1 − y s)² for a score s and a target y of −1 or 1.
     *
     * @throws ShapeException if the shapes differ, or a mean is of no elements
     */
    public static Node squaredHinge(Node s, Node y, Reduction reduction) {
        LossShapes.checkEqual("squaredHinge", "s", s, "y", y);
        return reduction.of(hinge(s, y, Reduction.NONE).square());
    }

    /**
     * ln(1 + e^(−y s)) for a score s and a target y of −1 or 1: PyTorch's {@code soft_margin_loss}.
     *
     * @throws ShapeException if the shapes differ, or a mean is of no elements
     */
    public static Node softMargin(Node s, Node y, Reduction reduction) {
        LossShapes.checkEqual("softMargin", "s", s, "y", y);
        return reduction.of(y.multiply(s).negate().softplus());
    }

    /**
     * For a distance d: d where the target y is 1, max(0, margin − d) where it is −1. PyTorch's {@code
     * hinge_embedding_loss}.
     *
     * @throws ShapeException if the shapes differ, or a mean is of no elements
     */
    public static Node hingeEmbedding(Node d, Node y, double margin, Reduction reduction) {
        LossShapes.checkEqual("hingeEmbedding", "d", d, "y", y);
        return reduction.of(
                y.greater(0).where(d, Constant.of(margin).subtract(d).relu()));
    }

    /**
     * max(0, margin − y (a − b)): a should rank above b where y is 1, and below it where y is −1. PyTorch's {@code
     * margin_ranking_loss}.
     *
     * @throws ShapeException if the shapes differ, or a mean is of no elements
     */
    public static Node marginRanking(Node a, Node b, Node y, double margin, Reduction reduction) {
        LossShapes.checkEqual("marginRanking", "a", a, "b", b);
        LossShapes.checkEqual("marginRanking", "a", a, "y", y);
        return reduction.of(
                Constant.of(margin).subtract(y.multiply(a.subtract(b))).relu());
    }

    /**
     * max(0, |a − p| − |a − n| + margin), one cost per example of shape (n_batch, n_features): an anchor a should be closer
     * to the positive example p than to the negative one n. PyTorch's {@code triplet_margin_loss}, except that PyTorch's
     * distance of equal vectors is about 10⁻⁶; here it is 0, and so is its gradient.
     *
     * @throws ShapeException if the shapes differ, are of rank 0, or a mean is of no elements
     */
    public static Node tripletMargin(Node anchor, Node positive, Node negative, double margin, Reduction reduction) {
        Objects.requireNonNull(anchor, "anchor");
        Objects.requireNonNull(positive, "positive");
        Objects.requireNonNull(negative, "negative");
        Objects.requireNonNull(reduction, "reduction");
        LossShapes.checkEqual("tripletMargin", "anchor", anchor, "positive", positive);
        LossShapes.checkEqual("tripletMargin", "anchor", anchor, "negative", negative);
        LossShapes.checkVectors("tripletMargin", anchor);
        Node nearer = length(anchor.subtract(positive));
        Node farther = length(anchor.subtract(negative));
        return reduction.of(nearer.subtract(farther).add(margin).relu());
    }

    /** √Σ x² over the last axis, with slope 0 at 0. */
    private static Node length(Node x) {
        Node squares = x.square().sum(-1);
        Node isZero = squares.equal(0);
        return isZero.where(
                Constant.of(0), isZero.where(Constant.of(1), squares).sqrt());
    }

    /**
     * One cost per pair of vectors a and b of shape (n_batch, n_features): 1 − cos(a, b) where the target y is 1, max(0,
     * cos(a, b) − margin) where it is −1. PyTorch's {@code cosine_embedding_loss}. For vectors shorter than 10⁻¹², the
     * cosine is computed with that length, so it is 0 for a zero vector.
     *
     * @param y of shape (n_batch)
     * @throws ShapeException if the shapes of a and b differ or are of rank 0, y does not match, or a mean is of no elements
     */
    public static Node cosineEmbedding(Node a, Node b, Node y, double margin, Reduction reduction) {
        Objects.requireNonNull(a, "a");
        Objects.requireNonNull(b, "b");
        Objects.requireNonNull(y, "y");
        Objects.requireNonNull(reduction, "reduction");
        LossShapes.checkEqual("cosineEmbedding", "a", a, "b", b);
        LossShapes.checkVectors("cosineEmbedding", a);
        Shape expected = Shape.of(Arrays.copyOf(a.shape().sizes(), a.shape().rank() - 1));
        if (!y.shape().equals(expected)) {
            throw new ShapeException("cosineEmbedding: for " + a.describe() + " the targets must have the shape "
                    + expected + ", not " + y.describe());
        }
        Node lengths = lengthOfAtLeast(a).multiply(lengthOfAtLeast(b));
        Node cosine = a.multiply(b).sum(-1).divide(lengths);
        Node apart = cosine.subtract(margin).relu();
        return reduction.of(y.greater(0).where(Node.of(1).subtract(cosine), apart));
    }

    private static Node lengthOfAtLeast(Node x) {
        return x.square().sum(-1).maximum(1e-24).sqrt();
    }

    /**
     * The Kullback-Leibler divergence of q from p, element by element: p (ln p − ln q), and 0 where p is 0. PyTorch's {@code
     * kl_div}, whose mean is over all elements; {@link Reduction#BATCH_MEAN} gives the divergence per example. The slope
     * with respect to p is defined as 0 where p is 0.
     *
     * @param logQ the logarithms of the model's probabilities, such as those of {@link Activations#logSoftmax}; may be −∞
     *     where p is 0
     * @param p the probabilities of the targets
     * @throws ShapeException if the shapes differ, or a mean is of no elements
     */
    public static Node klDivergence(Node logQ, Node p, Reduction reduction) {
        LossShapes.checkEqual("klDivergence", "logQ", logQ, "p", p);
        Node isZero = p.equal(0);
        Node ratio = isZero.where(Constant.of(1), p).log().subtract(isZero.where(Constant.of(0), logQ));
        return reduction.of(isZero.where(Constant.of(0), p.multiply(ratio)));
    }

    private static void checkPositive(String loss, String what, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(loss + ": " + what + " must be positive and finite, not " + value);
        }
    }

    /**
     * A smooth form of {@link #huber}, δ² (√(1 + (d/δ)²) − 1) for a distance d: about ½ d² for small distances and δ |d| for
     * large ones. SciPy's {@code pseudo_huber}.
     *
     * @throws ShapeException if the shapes differ, or a mean is of no elements
     * @throws IllegalArgumentException if δ is not positive and finite
     */
    public static Node pseudoHuber(Node yHat, Node y, double delta, Reduction reduction) {
        LossShapes.checkEqual("pseudoHuber", "yHat", yHat, "y", y);
        checkPositive("pseudoHuber", "delta, the distance at which the loss becomes linear,", delta);
        Node distance = yHat.subtract(y);
        Node root = Functions.hypot(distance.divide(delta), Constant.of(1));
        return reduction.of(distance.divide(root.add(1)).multiply(distance)); // √(1 + u²) − 1 = u² / (√(1 + u²) + 1)
    }
}
