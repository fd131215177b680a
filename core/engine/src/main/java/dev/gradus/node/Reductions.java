package dev.gradus.node;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Functions that reduce axes to one number each.
 *
 * <p>A negative axis counts from the end. The reduced axes are removed, or kept with size 1. An empty array of axes
 * reduces every element on its own.
 */
public final class Reductions {
    private Reductions() {}

    /** The sum of all elements, of rank 0. See {@link Sum}. */
    public static Node sum(Node x) {
        return x.sum();
    }

    /** The sums over these axes. See {@link Sum}. */
    public static Node sum(Node x, boolean keepDims, int... axes) {
        return new Sum(x, keepDims, axes);
    }

    /** The mean of all elements, of rank 0. See {@link Mean}. */
    public static Node mean(Node x) {
        return x.mean();
    }

    /** The means over these axes. See {@link Mean}. */
    public static Node mean(Node x, boolean keepDims, int... axes) {
        return new Mean(x, keepDims, axes);
    }

    /** The greatest of all elements, of rank 0. See {@link Max}. */
    public static Node max(Node x) {
        return x.max();
    }

    /** The greatest elements over these axes. See {@link Max}. */
    public static Node max(Node x, boolean keepDims, int... axes) {
        return new Max(x, keepDims, axes);
    }

    /** The least of all elements, of rank 0. See {@link Min}. */
    public static Node min(Node x) {
        return x.min();
    }

    /** The least elements over these axes. See {@link Min}. */
    public static Node min(Node x, boolean keepDims, int... axes) {
        return new Min(x, keepDims, axes);
    }

    /** The product of all elements, of rank 0. See {@link Product}. */
    public static Node prod(Node x) {
        return x.prod();
    }

    /** The products over these axes. See {@link Product}. */
    public static Node prod(Node x, boolean keepDims, int... axes) {
        return new Product(x, keepDims, axes);
    }

    /** ln Σ eˣ over all elements, of rank 0. See {@link LogSumExp}. */
    public static Node logSumExp(Node x) {
        return x.logSumExp();
    }

    /** ln Σ eˣ over these axes. See {@link LogSumExp}. */
    public static Node logSumExp(Node x, boolean keepDims, int... axes) {
        return new LogSumExp(x, keepDims, axes);
    }

    /** √Σ x² over all elements, of rank 0. See {@link Norm}. */
    public static Node norm(Node x) {
        return x.norm();
    }

    /** √Σ x² over these axes. See {@link Norm}. */
    public static Node norm(Node x, boolean keepDims, int... axes) {
        return new Norm(x, keepDims, axes);
    }

    /** The index of the greatest element along an axis, which is removed. See {@link ArgMax}. */
    public static Node argMax(Node x, int axis) {
        return x.argMax(axis);
    }

    /** The index of the least element along an axis, which is removed; at a tie, the first index. */
    public static Node argMin(Node x, int axis) {
        return x.argMin(axis);
    }

    /** x summed to this shape over the axes along which the target broadcasts to x. See {@link SumTo}. */
    public static Node sumTo(Node x, Shape target) {
        return x.sumTo(target);
    }

    /**
     * The variance Σ (x − mean)² / (n − ddof) over some axes.
     *
     * @param ddof 0 for the variance of these numbers, 1 to estimate that of their distribution
     * @throws ShapeException if x has no such axis, an axis is repeated, or n is not greater than ddof
     */
    public static Node variance(Node x, int ddof, boolean keepDims, int... axes) {
        ReducedAxes reduced = moments("variance", x, ddof, keepDims, axes);
        return new Sum(centered(x, axes).square(), keepDims, axes).divide(reduced.count() - ddof);
    }

    /**
     * The standard deviation, the square root of the {@link #variance}, over some axes. It overflows or underflows only
     * if its own value does. Where it is 0, the subgradient is 0.
     *
     * @param ddof 0 for the deviation of these numbers, 1 to estimate that of their distribution
     * @throws ShapeException if x has no such axis, an axis is repeated, or n is not greater than ddof
     */
    public static Node std(Node x, int ddof, boolean keepDims, int... axes) {
        ReducedAxes reduced = moments("std", x, ddof, keepDims, axes);
        return new Norm(centered(x, axes), keepDims, axes).divide(Math.sqrt(reduced.count() - ddof));
    }

    private static ReducedAxes moments(String function, Node x, int ddof, boolean keepDims, int... axes) {
        ReducedAxes reduced = ReducedAxes.of(function, x, keepDims, axes);
        if (ddof < 0 || reduced.count() <= ddof) {
            throw new ShapeException(function + ": " + x.describe() + " has " + reduced.count()
                    + " elements for each result; ddof must be at least 0 and less than that, but is " + ddof);
        }
        return reduced;
    }

    private static Node centered(Node x, int... axes) {
        return x.subtract(new Mean(x, true, axes));
    }

    /**
     * The p-norm (Σ |x|ᵖ)^(1/p) over some axes; for p = 2 the {@link Norm}, for p = ∞ the greatest |x|. The elements
     * are divided by the greatest |x| first, so that no power overflows. Where all elements are 0, the subgradient is
     * 0. For 1 &lt; p &lt; 2, second derivatives are infinite at elements that are 0.
     *
     * @param p from 1 to ∞
     * @throws ShapeException if x has no such axis, an axis is repeated, or p = ∞ and there are no elements
     * @throws IllegalArgumentException if p is less than 1 or NaN
     */
    public static Node norm(Node x, double p, boolean keepDims, int... axes) {
        Node magnitudes = x.abs();
        Objects.requireNonNull(axes, "axes");
        if (!(p >= 1)) {
            throw new IllegalArgumentException("norm: p must be from 1 to ∞, such as 2, not " + p
                    + (p == 0 ? "; x.notEqual(0).sum() counts what is not 0" : ""));
        }
        if (p == 1) {
            return new Sum(magnitudes, keepDims, axes);
        } else if (p == 2) {
            return new Norm(x, keepDims, axes);
        } else if (p == Double.POSITIVE_INFINITY) {
            return new Max(magnitudes, keepDims, axes);
        }
        ReducedAxes reduced = ReducedAxes.of("norm", x, keepDims, axes);
        if (reduced.count() == 0) {
            return new Sum(magnitudes, keepDims, axes);
        }
        // The norm does not depend on the scale, so treating the scale as a constant loses no derivative.
        Node greatest = new Max(magnitudes, true, axes).stopGradient();
        Node one = Constant.of(1);
        Node isZero = greatest.equal(0);
        Node isInfinite = greatest.equal(Double.POSITIVE_INFINITY);
        Node scale = isZero.maximum(isInfinite).where(one, greatest);
        Node total = new Sum(magnitudes.divide(scale).pow(p), true, axes);
        Node norm =
                isZero.where(Constant.of(0), isZero.where(one, total).pow(1 / p).multiply(scale));
        return keepDims ? norm : norm.reshape(reduced.result());
    }

    /**
     * A sum as the logarithm of its absolute value and its sign, for sums too large or too small for a double.
     *
     * @param logarithm the logarithm of the absolute value, −∞ for 0
     * @param sign 1, −1 or 0
     */
    public record SignedLogarithm(Node logarithm, Node sign) {
        /** Checks that both are not null. */
        public SignedLogarithm {
            Objects.requireNonNull(logarithm, "logarithm");
            Objects.requireNonNull(sign, "sign");
        }
    }

    /**
     * Σ w eˣ over some axes, as the logarithm of its absolute value and its sign. Weights may be negative or 0. The
     * greatest x is factored out, so no exponential overflows.
     *
     * @param weights broadcast to x
     * @throws ShapeException if the weights do not broadcast to x, x has no such axis, or there are no elements along
     *     the axes
     */
    public static SignedLogarithm logSumExp(Node x, Node weights, boolean keepDims, int... axes) {
        ReducedAxes reduced = ReducedAxes.of("logSumExp", x, keepDims, axes);
        Node greatest = new Max(x, true, axes).stopGradient();
        Node shift = greatest.abs().equal(Double.POSITIVE_INFINITY).where(Constant.of(0), greatest);
        Node sum = new Sum(x.subtract(shift).exp().multiply(weights.broadcastTo(x.shape())), true, axes);
        Node logarithm = sum.abs().log().add(shift);
        return new SignedLogarithm(
                logarithm.reshape(reduced.result()), sum.sign().reshape(reduced.result()));
    }

    /**
     * x divided by its Euclidean norm along an axis. Where the norm is 0, the result and its gradient are 0.
     *
     * @throws ShapeException if x has no such axis
     */
    public static Node normalize(Node x, int axis) {
        Node norm = x.norm(axis).keepDims();
        Node isZero = norm.equal(0);
        return isZero.where(Constant.of(0), x.divide(isZero.where(Constant.of(1), norm)));
    }

    /**
     * The cosine of the angle between a and b along an axis, which is removed: from −1 to 1. Where one of them is zero,
     * the result and its gradient are 0.
     *
     * @throws ShapeException if a or b has no such axis, or the shapes do not broadcast
     */
    public static Node cosineSimilarity(Node a, Node b, int axis) {
        Objects.requireNonNull(a, "a");
        Objects.requireNonNull(b, "b");
        return normalize(a, axis).multiply(normalize(b, axis)).sum(axis);
    }

    /**
     * The distances between each row of a and each row of b: (n, k) and (m, k) give (n, m), where element (i, j) is the
     * p-norm of a_i − b_j. Axes before the last two are batch axes. The differences are computed explicitly, so small
     * distances keep their digits. Where two rows are equal, the subgradient is 0.
     *
     * @param p from 1 to ∞, 2 for Euclidean distances
     * @throws ShapeException if a or b has fewer than two axes, or the shapes do not broadcast
     * @throws IllegalArgumentException if p is less than 1 or NaN
     */
    public static Node pairwiseDistances(Node a, Node b, double p) {
        Axis.of("pairwiseDistances", Objects.requireNonNull(a, "a"), -2);
        Axis.of("pairwiseDistances", Objects.requireNonNull(b, "b"), -2);
        return norm(a.expandDims(-2).subtract(b.expandDims(-3)), p, false, -1);
    }

    /**
     * The p-norm of a − b over some axes; see {@link #norm(Node, double, boolean, int...)}. Where a and b are equal,
     * the subgradient is 0.
     *
     * @param p from 1 to ∞, 2 for the Euclidean distance
     * @throws ShapeException if the shapes do not broadcast, the result has no such axis, or an axis is repeated
     * @throws IllegalArgumentException if p is less than 1 or NaN
     */
    public static Node distance(Node a, Node b, double p, boolean keepDims, int... axes) {
        return norm(a.subtract(b), p, keepDims, axes);
    }

    /**
     * x with each slice along an axis scaled down to a maximum p-norm if its norm is greater. Used to limit the norms
     * of weights.
     *
     * @param p from 1 to ∞
     * @param most the greatest norm allowed, positive
     * @throws ShapeException if x has no such axis
     * @throws IllegalArgumentException if p is less than 1 or NaN, or the greatest norm is not positive and finite
     */
    public static Node renormalize(Node x, double p, int axis, double most) {
        if (!(most > 0 && most < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "renormalize: the greatest norm must be positive and finite, not " + most);
        }
        int along = Axis.of("renormalize", x, axis);
        int[] others = IntStream.range(0, x.shape().rank())
                .filter(other -> other != along)
                .toArray();
        return x.multiply(Constant.of(most).divide(norm(x, p, true, others).maximum(most)));
    }

    /**
     * The sum over some axes of the elements that are not NaN.
     *
     * @throws ShapeException if x has no such axis, or an axis is repeated
     */
    public static Node nanSum(Node x, boolean keepDims, int... axes) {
        Objects.requireNonNull(x, "x");
        return new Sum(x.equal(x).where(x, Constant.of(0)), keepDims, axes);
    }

    /**
     * The mean over some axes of the elements that are not NaN; NaN if all are NaN.
     *
     * @throws ShapeException if x has no such axis, or an axis is repeated
     */
    public static Node nanMean(Node x, boolean keepDims, int... axes) {
        return nanSum(x, keepDims, axes).divide(new Sum(x.equal(x), keepDims, axes));
    }

    /**
     * The covariance matrix of jointly observed variables: (n_variables, n_observations) gives (n_variables,
     * n_variables), with the variances on the diagonal. Axes before these two are batch axes.
     *
     * @param ddof 0 for the covariances of these numbers, 1 to estimate those of their distribution
     * @throws ShapeException if x has fewer than two axes, or no more observations than ddof
     */
    public static Node cov(Node x, int ddof) {
        Axis.of("cov", x, -2);
        int count = moments("cov", x, ddof, true, -1).count();
        Node centered = centered(x, -1);
        return centered.matMul(Moves.swapAxes(centered, -2, -1)).divide(count - ddof);
    }

    /**
     * Pearson's correlation coefficients of jointly observed variables, from −1 to 1: (n_variables, n_observations)
     * gives (n_variables, n_variables). A constant variable has the coefficient 0 with all variables, including itself.
     * Axes before these two are batch axes.
     *
     * @throws ShapeException if x has fewer than two axes, or no observations
     */
    public static Node corrcoef(Node x) {
        Axis.of("corrcoef", x, -2);
        moments("corrcoef", x, 0, true, -1);
        Node directions = normalize(centered(x, -1), -1);
        return directions.matMul(Moves.swapAxes(directions, -2, -1));
    }

    /**
     * The distances ‖x_i − x_j‖ between the rows of a matrix for all i &lt; j, as a vector in that order, like
     * {@code pdist} in SciPy and PyTorch.
     *
     * @param p from 1 to ∞, see {@link #norm(Node, double, boolean, int...)}
     * @throws ShapeException if x is not a matrix
     * @throws IllegalArgumentException if p is less than 1 or NaN
     */
    public static Node condensedDistances(Node x, double p) {
        if (x.shape().rank() != 2) {
            throw new ShapeException("condensedDistances: " + x.describe() + " must be a matrix");
        }
        int n = x.shape().size(0);
        Tensor isAbove = Tensor.generate(Shape.of(n, n), index -> index / n < index % n ? 1 : 0);
        return Indexing.maskedSelect(pairwiseDistances(x, x, p), isAbove);
    }
}
