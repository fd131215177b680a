package dev.gradus.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.DoubleStream;

/**
 * The documented domain of one input of an op: which numbers it takes, and where the op is not smooth. Immutable.
 *
 * <p>The laws about derivatives draw from the smooth part, away from kinks and edges; all other laws draw kinks, ties and
 * edges as well. One law goes to the extremes of the domain, so give the documented domain, not a convenient one. Most
 * drawn numbers are of ordinary size, up to 3, however large the domain is.
 */
public final class Values {
    private static final double[] PLAIN = {-5, -3, -2, -1.5, -1, -0.5, -0.25, -0.0, 0.0, 0.25, 0.5, 1, 1.5, 2, 3, 5, 10
    };
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
            String bound) {
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
        this.extremes = findExtremes();
        this.special = specialPoints();
    }

    private static Values real(double lower, double upper, boolean open) {
        return new Values(lower, upper, open, new double[0], new double[0], false, false, "");
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
        return new Values(lower, upper + 0.5, false, new double[0], new double[0], false, true, "");
    }

    /** The integers from 0 to the size of an axis, excluded, such as indices or class labels. */
    public static Values indicesOf(String symbol) {
        Objects.requireNonNull(symbol, "symbol");
        return new Values(0, Double.POSITIVE_INFINITY, false, new double[0], new double[0], false, true, symbol);
    }

    /**
     * The same domain, with kinks: the function is continuous there, but has no derivative. Laws about derivatives keep
     * away from them, all others visit them.
     */
    public Values kinksAt(double... points) {
        Objects.requireNonNull(points, "points");
        return new Values(lower, upper, open, join(kinks, points), poles, distinct, integers, bound);
    }

    /** The domain without these points. */
    public Values except(double... points) {
        Objects.requireNonNull(points, "points");
        return new Values(lower, upper, open, kinks, join(poles, points), distinct, integers, bound);
    }

    /** The same domain, with kinks where two elements of the tensor are equal, as in a maximum. */
    public Values distinct() {
        return new Values(lower, upper, open, kinks, poles, true, integers, bound);
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
                + (distinct ? ", distinct" : "");
    }
}
