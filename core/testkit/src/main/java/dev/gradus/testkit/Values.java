package dev.gradus.testkit;

import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The documented domain of one input of an op: which numbers it takes, and where the op is not smooth. Immutable.
 *
 * <p>The laws about derivatives draw from the smooth part, away from kinks and edges; all other laws draw kinks, ties and
 * edges as well. One law goes to the extremes of the domain, so give the documented domain, not a convenient one. Most
 * drawn numbers are of ordinary size, up to 3, however large the domain is.
 */
public final class Values {
    private static final double[] PLAIN = {-5, -3, -2, -1.5, -1, -0.5, -0.25, 0.25, 0.5, 1, 1.5, 2, 3, 5, 10};
    private static final double[] EXTREMES = {0.0, -0.0, 1e-300, -1e-300, 1, -1, 40, -40, 700, -700, 1e300, -1e300};
    private static final Interval ORDINARY = new Interval(-3, 3);
    private static final Interval WIDE = new Interval(-50, 50);
    private static final int ATTEMPTS = 100;

    private final double lower;
    private final double upper;
    private final boolean open;
    private final double[] kinks;
    private final double[] poles;
    private final boolean distinct;
    private final boolean integers;
    private final String bound;
    private final Constraint constraint;
    private final List<Double> extremes;
    private final double[] special;

    private Values(
            double lower,
            double upper,
            boolean open,
            double[] kinks,
            double[] poles,
            boolean distinct,
            boolean integers,
            String bound,
            Constraint constraint) {
        if (!(lower < upper)) {
            throw new IllegalArgumentException("Values: there is nothing between " + lower + " and " + upper);
        }
        this.lower = lower;
        this.upper = upper;
        this.open = open;
        this.kinks = kinks;
        this.poles = poles;
        this.distinct = distinct;
        this.integers = integers;
        this.bound = bound;
        this.constraint = constraint;
        this.extremes = findExtremes();
        this.special = specialPoints();
    }

    private static Values real(double lower, double upper, boolean open) {
        return new Values(lower, upper, open, new double[0], new double[0], false, false, "", Constraint.NONE);
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

    /** x &gt; 0. */
    public static Values positive() {
        return strictlyBetween(0, Double.POSITIVE_INFINITY);
    }

    /** x ≥ 0. */
    public static Values nonNegative() {
        return between(0, Double.POSITIVE_INFINITY);
    }

    /** Every finite number but 0. */
    public static Values nonzero() {
        return any().except(0);
    }

    /** The integers from lower to upper, both included. */
    public static Values integers(int lower, int upper) {
        return new Values(lower, upper + 0.5, false, new double[0], new double[0], false, true, "", Constraint.NONE);
    }

    /** The integers from 0 to the size of an axis, excluded, such as indices or class labels. */
    public static Values indicesOf(String symbol) {
        Objects.requireNonNull(symbol, "symbol");
        return new Values(
                0, Double.POSITIVE_INFINITY, false, new double[0], new double[0], false, true, symbol, Constraint.NONE);
    }

    /**
     * The same domain, with kinks: the function is continuous there, but has no derivative. Laws about derivatives keep
     * away from them, all others visit them.
     */
    public Values kinksAt(double... points) {
        Objects.requireNonNull(points, "points");
        return new Values(lower, upper, open, join(kinks, points), poles, distinct, integers, bound, constraint);
    }

    /** The domain without these points. */
    public Values except(double... points) {
        Objects.requireNonNull(points, "points");
        return new Values(lower, upper, open, kinks, join(poles, points), distinct, integers, bound, constraint);
    }

    /** The same domain, with kinks where two elements of the tensor are equal, as in a maximum. */
    public Values distinct() {
        return new Values(lower, upper, open, kinks, poles, true, integers, bound, constraint);
    }

    /**
     * Symmetric matrices, in the last two axes, which are of one symbol: {@code dims("*", "n", "n")}.
     *
     * <p>An op of such a matrix has derivatives only along symmetric directions. The laws compare those, so that the
     * gradient may be symmetric, or stand in one triangle with the elements off the diagonal doubled.
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
     * Orthogonal matrices in the last two axes, both rotations and reflections. The gradient is compared along directions
     * in which the matrix stays orthogonal.
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
     * Tensors whose sums along the last axis are this number, such as probabilities: {@code
     * Values.between(0, 1).rowsSumTo(1)}. The axis must not be empty: {@code .size("n", 1, 4)}. The gradient is compared
     * along directions that keep the sums.
     *
     * @throws IllegalArgumentException if no numbers of the domain have this sum
     */
    public Values rowsSumTo(double sum) {
        if (!Double.isFinite(sum) || lower >= 0 && sum <= 0) {
            throw new IllegalArgumentException(
                    "Values: numbers from " + Text.number(lower) + " on cannot have the sum " + Text.number(sum));
        }
        return in("have rows that sum to " + Text.number(sum), new Spaces.RowsSum(sum, lower >= 0));
    }

    /**
     * Only tensors of some smooth set, which is given by a map onto it. The map takes a tensor of any numbers to one of
     * the set near it. It leaves tensors of the set as they are, and is smooth around them. The gradient is compared along
     * directions that stay in the set.
     *
     * <pre>{@code
     * Values.between(-2, 2).onto("have mean 0", x -> x.map(element -> element - mean(x)))
     * }</pre>
     *
     * @param words what holds of these tensors, for reports
     */
    public Values onto(String words, UnaryOperator<Tensor> map) {
        Objects.requireNonNull(words, "words");
        Objects.requireNonNull(map, "map");
        return in(words, map::apply);
    }

    /**
     * Only tensors where this continuous function is not 0: {@code Values.any().whereNonzero("the norm of x", x -> …)}.
     * The laws keep away from where it is 0.
     *
     * @param words what the function is, for reports
     */
    public Values whereNonzero(String words, ToDoubleFunction<Tensor> function) {
        return where(condition(words, function, false, false));
    }

    /** Only tensors where this continuous function is positive. The laws keep away from where it is 0. */
    public Values wherePositive(String words, ToDoubleFunction<Tensor> function) {
        return where(condition(words, function, true, false));
    }

    /**
     * The same domain, with kinks where this continuous function of the tensor is 0, such as the distance of two
     * eigenvalues. Laws about derivatives keep away from there.
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
        return with(constraint.in(words, space));
    }

    private Values where(Constraint.Condition condition) {
        return with(constraint.where(condition));
    }

    private Values with(Constraint changed) {
        if (integers) {
            throw new IllegalArgumentException(
                    "Values: integers can be bounded one by one only; draw them together as an attribute");
        }
        return new Values(lower, upper, open, kinks, poles, distinct, integers, bound, changed);
    }

    Constraint constraint() {
        return constraint;
    }

    /** Whether a tensor is in the domain. */
    boolean contains(Tensor x) {
        return hasAllowedElements(x) && constraint.holds(x);
    }

    private boolean hasAllowedElements(Tensor x) {
        double[] elements = x.toArray();
        return IntStream.range(0, elements.length)
                .allMatch(i -> constraint.isFixed(x.shape(), i) || contains(elements[i]));
    }

    /**
     * A tensor of the domain, given draws whose elements are in it.
     *
     * @param ordinary other draws, for where the first ones lead nowhere
     * @param smooth whether there must be room for a numerical derivative
     */
    Tensor settled(Supplier<Tensor> draw, Supplier<Tensor> ordinary, boolean smooth) {
        ToDoubleFunction<Tensor> room = smooth ? this::room : x -> Double.POSITIVE_INFINITY;
        return constraint.isNone()
                ? draw.get()
                : constraint
                        .choose(draw, this::hasAllowedElements, room)
                        .or(() -> constraint.choose(ordinary, this::hasAllowedElements, room))
                        .orElseThrow(() -> new IllegalStateException("Values: no tensor of shape "
                                + ordinary.get().shape() + " found in " + this
                                + "; is there one? Sizes are bounded by .size(symbol, smallest, largest)"));
    }

    /** The least distance of an element from where it is not smooth, or from the edge of the domain. */
    private double room(Tensor x) {
        double[] elements = x.toArray();
        return IntStream.range(0, elements.length)
                .filter(i -> !constraint.isFixed(x.shape(), i))
                .mapToDouble(i -> {
                    Interval around = smoothAround(elements[i]);
                    return Math.min(elements[i] - around.lower(), around.upper() - elements[i])
                            / Math.min(1, around.upper() - around.lower());
                })
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** How far a tensor may move along a direction and back while it stays in the smooth part of the domain. */
    double reach(Tensor x, double[] direction, double most) {
        return constraint.reach(x, direction, most, moved -> hasSmoothElementsNear(x, moved));
    }

    /** A way that a tensor can go while it stays in the smooth part of the domain. */
    Optional<Tensor> straight(Tensor x, double[] direction) {
        return constraint.straight(x, direction, moved -> hasSmoothElementsNear(x, moved));
    }

    private boolean hasSmoothElementsNear(Tensor x, Tensor moved) {
        double[] here = x.toArray();
        double[] there = moved.toArray();
        return IntStream.range(0, here.length)
                .allMatch(i -> constraint.isFixed(x.shape(), i)
                        || Constraint.isNear(here[i], there[i])
                        || contains(there[i]) && smoothAround(here[i]).contains(there[i]));
    }

    boolean isDistinct() {
        return distinct;
    }

    boolean isIntegers() {
        return integers;
    }

    boolean hasKinks() {
        return kinks.length > 0;
    }

    /** The number of integers, where an axis bounds them. */
    int count(Layout layout) {
        return bound.isEmpty() ? (int) (upper - lower) + 1 : layout.size(bound);
    }

    boolean contains(double x) {
        for (double pole : poles) {
            if (x == pole) {
                return false;
            }
        }
        return Double.isFinite(x) && (open ? lower < x && x < upper : lower <= x && x <= upper);
    }

    private boolean isKink(double x) {
        return Arrays.stream(kinks).anyMatch(kink -> kink == x);
    }

    /** The largest interval around x, which is not a kink itself, in which the function is smooth. */
    Interval smoothAround(double x) {
        Interval piece = definedAround(x);
        for (double kink : kinks) {
            piece = piece.sideOf(kink, x);
        }
        return piece;
    }

    /** The largest interval around x that is part of the domain. */
    Interval definedAround(double x) {
        Interval piece = new Interval(lower, upper);
        for (double pole : poles) {
            piece = piece.sideOf(pole, x);
        }
        return piece;
    }

    /** Another tensor of the domain; the same one if none is found. */
    Tensor another(Tensor x, Layout layout) {
        Tensor other = x.map(element -> another(element, layout));
        Tensor onto = constraint.onto(other);
        return constraint.isNone() ? other : contains(onto) ? onto : x;
    }

    /** Another number of the domain; the same one if there is only that. */
    double another(double x, Layout layout) {
        if (integers) {
            int count = count(layout);
            return count == 0 ? x : lower + (x - lower + 1) % count;
        }
        return DoubleStream.of(x / 2, x + 1, x - 1, (x + lower) / 2, (x + upper) / 2)
                .filter(y -> contains(y) && y != x)
                .findFirst()
                .orElse(x);
    }

    /** A number with room on both sides to differentiate numerically. */
    double drawSmooth(Random random) {
        for (int i = 0; i < ATTEMPTS; i++) {
            double x = drawOrdinary(random);
            if (contains(x) && !isKink(x) && smoothAround(x).containsWithRoom(x)) {
                return x;
            }
        }
        throw new IllegalStateException("Values: no smooth number found in " + this);
    }

    /** Any number of the domain, often a kink or an edge. */
    double drawAnywhere(Random random) {
        if (special.length > 0 && random.nextInt(8) == 0) {
            return special[random.nextInt(special.length)];
        }
        for (int i = 0; i < ATTEMPTS; i++) {
            double x = drawOrdinary(random);
            if (contains(x)) {
                return x;
            }
        }
        throw new IllegalStateException("Values: no number found in " + this);
    }

    double drawKink(Random random) {
        return kinks[random.nextInt(kinks.length)];
    }

    double drawInteger(Random random, Layout layout) {
        int count = count(layout);
        return count == 0 ? lower : lower + random.nextInt(count);
    }

    /** x, or the nearest integer of the domain. */
    double nearestInteger(double x, Layout layout) {
        return Math.max(lower, Math.min(Math.rint(x), lower + count(layout) - 1));
    }

    private double drawOrdinary(Random random) {
        Interval domain = new Interval(lower, upper);
        return switch (random.nextInt(8)) {
            case 0, 1 -> PLAIN[random.nextInt(PLAIN.length)];
            case 2 -> uniform(random, domain.intersect(WIDE));
            default -> uniform(random, domain.intersect(ORDINARY));
        };
    }

    /** Where the domain has no numbers of ordinary size, one near its edge. */
    private double uniform(Random random, Interval interval) {
        Interval chosen = interval;
        if (!(interval.lower() < interval.upper())) {
            chosen = upper <= 0
                    ? new Interval(Math.max(lower, upper - 6), upper)
                    : new Interval(lower, Math.min(upper, lower + 6));
        }
        return chosen.lower() + random.nextDouble() * (chosen.upper() - chosen.lower());
    }

    private double[] specialPoints() {
        return DoubleStream.concat(Arrays.stream(kinks), DoubleStream.of(lower, upper, 0.0, -0.0))
                .filter(this::contains)
                .toArray();
    }

    /** The largest and smallest magnitudes of the domain, its edges and kinks. */
    List<Double> extremes() {
        return extremes;
    }

    private List<Double> findExtremes() {
        List<Double> found = new ArrayList<>();
        DoubleStream.of(EXTREMES).filter(this::contains).forEach(found::add);
        DoubleStream.of(lower, upper, Math.nextUp(lower), Math.nextDown(upper))
                .filter(this::contains)
                .filter(edge -> Math.abs(edge) < 1e301 && Math.abs(edge) > 1e-301)
                .forEach(found::add);
        Arrays.stream(kinks).filter(this::contains).forEach(found::add);
        return found;
    }

    private static double[] join(double[] some, double[] more) {
        return DoubleStream.concat(Arrays.stream(some), Arrays.stream(more)).toArray();
    }

    /** For example {@code (0.0, Infinity) with kinks at [1.0]}. */
    @Override
    public String toString() {
        if (integers) {
            return bound.isEmpty() ? "integers from " + (int) lower + " to " + (int) upper : "indices of " + bound;
        }
        return (open ? "(" : "[") + lower + ", " + upper + (open ? ")" : "]")
                + (kinks.length == 0 ? "" : " with kinks at " + Arrays.toString(kinks))
                + (poles.length == 0 ? "" : " without " + Arrays.toString(poles))
                + (distinct ? ", distinct" : "")
                + (constraint.isNone() ? "" : "; tensors " + constraint);
    }
}
