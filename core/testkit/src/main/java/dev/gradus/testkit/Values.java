package dev.gradus.testkit;

import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.domain.Constraint;
import dev.gradus.testkit.domain.Domain;
import dev.gradus.testkit.domain.Matrices;
import dev.gradus.testkit.domain.Space;
import dev.gradus.testkit.domain.Spaces;
import dev.gradus.testkit.domain.Text;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * The documented domain of one input of an op: the numbers that it accepts, and where the op is not smooth. Immutable.
 *
 * <p>Laws about derivatives draw from the smooth part, away from kinks and edges, except one that draws numbers as close
 * as 10⁻¹² to them. All other laws draw kinks, ties and edges as well. One law draws the extremes of the domain, so
 * specify the documented domain, not a convenient one. Most drawn numbers are of magnitude up to 3, however large the
 * domain is.
 */
public final class Values {
    private final Domain domain;

    private Values(Domain domain) {
        this.domain = domain;
    }

    private static Values real(double lower, double upper, boolean open) {
        return new Values(Domain.real(lower, upper, open));
    }

    /** Every finite number. */
    public static Values any() {
        return real(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, true);
    }

    /** lower ≤ x ≤ upper. */
    public static Values between(double lower, double upper) {
        return real(lower, upper, false);
    }

    /** lower &lt; x &lt; upper. */
    public static Values strictlyBetween(double lower, double upper) {
        return real(lower, upper, true);
    }

    /**
     * lower ≤ x ≤ upper, where all magnitudes are equally likely, as for a pressure from 1 to 1e8.
     *
     * @throws IllegalArgumentException unless 0 &lt; lower
     */
    public static Values logarithmic(double lower, double upper) {
        if (!(lower > 0)) {
            throw new IllegalArgumentException("logarithmic: the lower bound must be positive, but is " + lower);
        }
        return new Values(between(lower, upper).domain.logarithmic());
    }

    /** x &gt; 0. */
    public static Values positive() {
        return strictlyBetween(0, Double.POSITIVE_INFINITY);
    }

    /** x ≥ 0. */
    public static Values nonNegative() {
        return between(0, Double.POSITIVE_INFINITY);
    }

    /** Every finite number except 0. */
    public static Values nonzero() {
        return any().except(0);
    }

    /** The integers from lower to upper, both included. */
    public static Values integers(int lower, int upper) {
        return new Values(Domain.integers(lower, upper + 0.5, ""));
    }

    /** The integers from 0 to the size of an axis − 1, such as indices or class labels. */
    public static Values indicesOf(String symbol) {
        Objects.requireNonNull(symbol, "symbol");
        return new Values(Domain.integers(0, Double.POSITIVE_INFINITY, symbol));
    }

    /**
     * Adds kinks, where the op is continuous but has no derivative. Laws about derivatives keep away from them; all
     * others visit them.
     */
    public Values kinksAt(double... points) {
        Objects.requireNonNull(points, "points");
        return new Values(domain.withKinks(points));
    }

    /** Excludes these points from the domain. */
    public Values except(double... points) {
        Objects.requireNonNull(points, "points");
        return new Values(domain.without(points));
    }

    /** Adds kinks where two elements of the tensor are equal, as in a maximum. */
    public Values distinct() {
        return new Values(domain.withDistinctElements());
    }

    /**
     * Symmetric matrices in the last two axes, which must have the same symbol: {@code dims("*", "n", "n")}.
     *
     * <p>An op of such a matrix has derivatives only along symmetric directions, and the laws compare only those. So
     * the gradient may be symmetric, or in one triangle with the off-diagonal elements doubled.
     */
    public Values symmetric() {
        return in("are symmetric", new Spaces.Symmetric());
    }

    /** Symmetric positive definite matrices, well-conditioned. For their gradients see {@link #symmetric}. */
    public Values positiveDefinite() {
        return in("are positive definite", new Spaces.Definite())
                .where(new Constraint.Condition(
                        "its least pivot", x -> Matrices.each(x, Matrices::leastPivot), true, false));
    }

    /** Matrices in the last two axes with zeros above the diagonal. The gradient there is not compared. */
    public Values lowerTriangular() {
        return in("are lower triangular", new Spaces.Triangular(true));
    }

    /** Matrices in the last two axes with zeros below the diagonal. The gradient there is not compared. */
    public Values upperTriangular() {
        return in("are upper triangular", new Spaces.Triangular(false));
    }

    /**
     * Orthogonal matrices in the last two axes, both rotations and reflections. The gradient is compared along
     * directions in which the matrix stays orthogonal.
     */
    public Values orthogonal() {
        return in("are orthogonal", new Spaces.Orthogonal());
    }

    /** Matrices in the last two axes whose determinant is not 0. */
    public Values invertible() {
        return where(new Constraint.Condition(
                "the determinant", x -> Matrices.each(x, Matrices::determinant), false, false));
    }

    /**
     * Square matrices in the last two axes whose condition number in the 1-norm, ‖A‖·‖A⁻¹‖, is less than this. An op
     * that solves equations loses about as many digits as the condition number has, so its laws need well-conditioned
     * matrices: {@code Values.between(-3, 3).conditionNumberBelow(1e3)}. A value may differ from a reference by tensor
     * by this multiple of the rounding of its largest element, because elimination is not more accurate in small
     * elements.
     *
     * @throws IllegalArgumentException if {@code limit} is not a finite number above 1, the least condition number
     */
    public Values conditionNumberBelow(double limit) {
        return conditionNumberBelow(limit, x -> x);
    }

    /**
     * The same for an op that does not solve with the matrices as they are. {@code used} returns those that it solves
     * with, such as their lower triangles.
     *
     * @throws IllegalArgumentException if {@code limit} is not a finite number above 1, the least condition number
     */
    public Values conditionNumberBelow(double limit, UnaryOperator<Tensor> used) {
        Objects.requireNonNull(used, "used");
        if (!(limit > 1 && Double.isFinite(limit))) {
            throw new IllegalArgumentException("Values: a condition number is at least 1, so its limit must be a finite"
                    + " number above 1, not " + Text.number(limit));
        }
        // The inverse of a condition number falls evenly toward a singular matrix, so that none is passed unnoticed.
        return where(new Constraint.Condition(
                Text.number(limit) + " / condition number − 1",
                x -> Matrices.each(used.apply(x), a -> limit / Matrices.conditionNumber(a) - 1),
                true,
                false,
                limit));
    }

    /**
     * Tensors whose sums along the last axis equal this number, such as probabilities: {@code Values.between(0,
     * 1).rowsSumTo(1)}. The axis must not be empty: {@code .size("n", 1, 4)}. The gradient is compared along directions
     * that keep the sums.
     *
     * @throws IllegalArgumentException if no numbers of the domain have this sum
     */
    public Values rowsSumTo(double sum) {
        double lower = domain.bounds().lower();
        if (!Double.isFinite(sum) || lower >= 0 && sum <= 0) {
            throw new IllegalArgumentException(
                    "Values: numbers from " + Text.number(lower) + " on cannot have the sum " + Text.number(sum));
        }
        return in("have rows that sum to " + Text.number(sum), new Spaces.RowsSum(sum, lower >= 0));
    }

    /**
     * Restricts the domain to a smooth set, given by a map onto it. The map takes any tensor to a nearby one of the
     * set. It leaves tensors of the set unchanged and is smooth around them. The gradient is compared along directions
     * that stay in the set.
     *
     * <pre>{@code
     * Values.between(-2, 2).onto("have mean 0", x -> x.map(element -> element - mean(x)))
     * }</pre>
     *
     * @param words the property of these tensors in words, for reports
     */
    public Values onto(String words, UnaryOperator<Tensor> map) {
        Objects.requireNonNull(words, "words");
        Objects.requireNonNull(map, "map");
        return in(words, map::apply);
    }

    /**
     * Restricts the domain to tensors where this continuous function is not 0: {@code Values.any().whereNonzero("the
     * norm of x", x -> …)}. The laws keep away from where it is 0.
     *
     * @param words the function in words, for reports
     */
    public Values whereNonzero(String words, ToDoubleFunction<Tensor> function) {
        return where(condition(words, function, false, false));
    }

    /**
     * Restricts the domain to tensors where this continuous function is positive. The laws keep away from where it is
     * 0.
     */
    public Values wherePositive(String words, ToDoubleFunction<Tensor> function) {
        return where(condition(words, function, true, false));
    }

    /**
     * Adds kinks where this continuous function of the tensor is 0, such as the distance between two eigenvalues. Laws
     * about derivatives keep away from them.
     */
    public Values kinksWhereZero(String words, ToDoubleFunction<Tensor> function) {
        return where(condition(words, function, false, true));
    }

    private static Constraint.Condition condition(
            String words, ToDoubleFunction<Tensor> function, boolean positive, boolean isKink) {
        Objects.requireNonNull(words, "words");
        Objects.requireNonNull(function, "function");
        return new Constraint.Condition(words, x -> new double[] {function.applyAsDouble(x)}, positive, isKink);
    }

    private Values in(String words, Space space) {
        return new Values(domain.with(domain.constraint().in(words, space)));
    }

    private Values where(Constraint.Condition condition) {
        return new Values(domain.with(domain.constraint().where(condition)));
    }

    Domain domain() {
        return domain;
    }

    /** For example {@code (0.0, Infinity) with kinks at [1.0]}. */
    @Override
    public String toString() {
        return domain.toString();
    }
}
