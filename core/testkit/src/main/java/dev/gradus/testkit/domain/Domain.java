package dev.gradus.testkit.domain;

import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The numbers that one input may have: which tensors belong to the domain, where the op is not smooth, and how to draw
 * from it. Immutable.
 */
public final class Domain {
    private static final double[] PLAIN = {-5, -3, -2, -1.5, -1, -0.5, -0.25, -0.0, 0.0, 0.25, 0.5, 1, 1.5, 2, 3, 5, 10
    };
    private static final double[] EXTREMES = {0.0, -0.0, 1e-300, -1e-300, 1, -1, 40, -40, 700, -700, 1e300, -1e300};
    private static final Interval ORDINARY = new Interval(-3, 3);
    private static final Interval WIDE = new Interval(-50, 50);
    private static final int ATTEMPTS = 100;

    /** Points at which many functions have a special case, in any domain. */
    private static final double[] NATURAL = {0, 0, 1, -1};

    private static final int SMALLEST_EXPONENT = -12;
    private static final int FEW = 4;

    private final double lower;
    private final double upper;
    private final boolean open;
    private final double[] kinks;
    private final double[] poles;
    private final boolean distinct;
    private final boolean integers;
    private final String bound;
    private final Constraint constraint;
    private boolean logarithmic;
    private final List<Double> extremes;
    private final double[] special;
    private final double[] edges;

    private Domain(
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
            throw new IllegalArgumentException("Values: no number lies between " + lower + " and " + upper);
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
        this.edges = edges();
    }

    /** Every finite number between these bounds, which are included unless the domain is open. */
    public static Domain real(double lower, double upper, boolean open) {
        return new Domain(lower, upper, open, new double[0], new double[0], false, false, "", Constraint.NONE);
    }

    /**
     * The integers from lower to upper, both included.
     *
     * @param bound the symbol of the axis whose size bounds them; empty for none
     */
    public static Domain integers(int lower, double upper, String bound) {
        return new Domain(lower, upper, false, new double[0], new double[0], false, true, bound, Constraint.NONE);
    }

    public Domain withKinks(double... points) {
        return new Domain(lower, upper, open, join(kinks, points), poles, distinct, integers, bound, constraint)
                .drawnLike(this);
    }

    public Domain without(double... points) {
        return new Domain(lower, upper, open, kinks, join(poles, points), distinct, integers, bound, constraint)
                .drawnLike(this);
    }

    /** The same domain, with kinks where two elements are equal. */
    public Domain withDistinctElements() {
        return new Domain(lower, upper, open, kinks, poles, true, integers, bound, constraint).drawnLike(this);
    }

    private Domain drawnLike(Domain other) {
        logarithmic = other.logarithmic;
        return this;
    }

    /** The same domain, with all magnitudes equally likely. */
    public Domain logarithmic() {
        Domain same = new Domain(lower, upper, open, kinks, poles, distinct, integers, bound, constraint);
        same.logarithmic = true;
        return same;
    }

    /**
     * The same domain with another constraint on whole tensors.
     *
     * @throws IllegalArgumentException if this is a domain of integers
     */
    public Domain with(Constraint changed) {
        if (integers) {
            throw new IllegalArgumentException(
                    "Values: integers can only be bounded one by one. To relate them, draw them together as an attribute");
        }
        return new Domain(lower, upper, open, kinks, poles, distinct, integers, bound, changed).drawnLike(this);
    }

    public Constraint constraint() {
        return constraint;
    }

    /** The bounds of each element. */
    public Interval bounds() {
        return new Interval(lower, upper);
    }

    /** Whether a tensor is in the domain. */
    public boolean contains(Tensor x) {
        return hasAllowedElements(x) && constraint.holds(x);
    }

    /** The same where integers may be bounded by the size of an axis. */
    public boolean contains(Tensor x, CaseLayout layout) {
        return integers
                ? Arrays.stream(x.toArray()).allMatch(element -> nearestInteger(element, layout) == element)
                : contains(x);
    }

    private boolean hasAllowedElements(Tensor x) {
        double[] elements = x.toArray();
        return IntStream.range(0, elements.length)
                .allMatch(i -> constraint.isFixed(x.shape(), i) || contains(elements[i]));
    }

    /**
     * A tensor of the domain, from draws whose elements are in it.
     *
     * @param ordinary other draws, used if none of the first ones is suitable
     * @param smooth whether there must be room for a numerical derivative
     */
    public Tensor settled(Supplier<Tensor> draw, Supplier<Tensor> ordinary, boolean smooth) {
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

    /** A tensor of the domain from one of a few draws, perhaps at a kink, or none. */
    public Optional<Tensor> member(Supplier<Tensor> draw) {
        return Stream.generate(() -> constraint.onto(draw.get()))
                .limit(FEW)
                .filter(x -> contains(x) && constraint.isWellConditioned(x))
                .findFirst();
    }

    /** Whether the op is smooth at a tensor, as far as its elements and the functions of its elements tell. */
    public boolean isSmoothAt(Tensor x) {
        return Arrays.stream(x.toArray())
                        .allMatch(element ->
                                !isKink(element) && smoothAround(element).contains(element))
                && constraint.isSmoothAt(x)
                && !(distinct
                        && Arrays.stream(x.toArray()).distinct().count()
                                < x.shape().elements());
    }

    /** The least distance of an element from a point where the op is not smooth, or from an edge of the domain. */
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
    public double reach(Tensor x, double[] direction, double most) {
        return constraint.reach(x, direction, most, moved -> hasSmoothElementsNear(x, moved));
    }

    /** A straight path that a tensor can take within the smooth part of the domain. */
    public Optional<Tensor> straight(Tensor x, double[] direction) {
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

    public boolean isDistinct() {
        return distinct;
    }

    public boolean isIntegers() {
        return integers;
    }

    public boolean hasKinks() {
        return kinks.length > 0;
    }

    /** The number of integers in the domain, which the size of an axis may bound. */
    int count(CaseLayout layout) {
        return bound.isEmpty() ? (int) (upper - lower) + 1 : layout.size(bound);
    }

    public boolean contains(double x) {
        for (double pole : poles) {
            if (x == pole) {
                return false;
            }
        }
        return Double.isFinite(x) && (open ? lower < x && x < upper : lower <= x && x <= upper);
    }

    /** Whether the function has a kink here. */
    public boolean isKink(double x) {
        return Arrays.stream(kinks).anyMatch(kink -> kink == x);
    }

    /** The largest interval around x, which is not a kink itself, in which the function is smooth. */
    public Interval smoothAround(double x) {
        Interval piece = definedAround(x);
        for (double kink : kinks) {
            piece = piece.sideOf(kink, x);
        }
        return piece;
    }

    /** The largest interval around x that is part of the domain. */
    public Interval definedAround(double x) {
        Interval piece = new Interval(lower, upper);
        for (double pole : poles) {
            piece = piece.sideOf(pole, x);
        }
        return piece;
    }

    /** Another tensor of the domain, or the same one if none is found. */
    public Tensor another(Tensor x, CaseLayout layout) {
        Tensor other = x.map(element -> another(element, layout));
        Tensor onto = constraint.onto(other);
        return constraint.isNone() ? other : contains(onto) ? onto : x;
    }

    /** Another number of the domain, or the same one if there is no other. */
    public double another(double x, CaseLayout layout) {
        if (integers) {
            int count = count(layout);
            return count == 0 ? x : lower + (x - lower + 1) % count;
        }
        for (double other : new double[] {x / 2, x + 1, x - 1, (x + lower) / 2, (x + upper) / 2}) {
            if (contains(other) && other != x) {
                return other;
            }
        }
        return x;
    }

    /** A number with enough room on both sides for a numerical derivative. */
    public double drawSmooth(Random random) {
        for (int i = 0; i < ATTEMPTS; i++) {
            double x = drawOrdinary(random);
            if (contains(x) && !isKink(x) && smoothAround(x).containsWithRoom(x)) {
                return x;
            }
        }
        throw new IllegalStateException("Values: no smooth number found in " + this);
    }

    /** An edge of the domain, a pole, a kink, 0 or ±1. */
    public double drawEdge(Random random) {
        double[] points = random.nextInt(4) == 0 ? NATURAL : edges;
        return points[random.nextInt(points.length)];
    }

    /** A number next to an edge of the domain, a pole, a kink, 0 or ±1. */
    public double drawNearEdge(Random random) {
        return drawNear(drawEdge(random), random).orElseGet(() -> drawSmooth(random));
    }

    /** A number at a distance from 10⁻¹² to 10⁻¹ from a point, if the op is smooth at one. All magnitudes are equally likely. */
    public OptionalDouble drawNear(double point, Random random) {
        double distance = StrictMath.pow(10, (SMALLEST_EXPONENT + 1) * random.nextDouble() - 1);
        double side = random.nextBoolean() ? distance : -distance;
        return DoubleStream.of(point + side, point - side)
                .filter(x -> contains(x) && smoothAround(x).contains(x) && !isKink(x))
                .findFirst();
    }

    private double[] edges() {
        double[] found = DoubleStream.of(join(join(kinks, poles), new double[] {lower, upper}))
                .filter(Double::isFinite)
                .toArray();
        return found.length == 0 ? NATURAL : found;
    }

    /** Any number of the domain, often a kink or an edge. */
    public double drawAnywhere(Random random) {
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

    public double drawKink(Random random) {
        return kinks[random.nextInt(kinks.length)];
    }

    public double drawInteger(Random random, CaseLayout layout) {
        int count = count(layout);
        return count == 0 ? lower : lower + random.nextInt(count);
    }

    /** x, or the nearest integer of the domain. */
    public double nearestInteger(double x, CaseLayout layout) {
        return Math.max(lower, Math.min(Math.rint(x), lower + count(layout) - 1));
    }

    private double drawOrdinary(Random random) {
        if (logarithmic) {
            double power =
                    StrictMath.log(lower) + random.nextDouble() * (StrictMath.log(upper) - StrictMath.log(lower));
            return Math.max(lower, Math.min(StrictMath.exp(power), upper));
        }
        Interval domain = new Interval(lower, upper);
        return switch (random.nextInt(8)) {
            case 0, 1 -> PLAIN[random.nextInt(PLAIN.length)];
            case 2 -> uniform(random, domain.intersect(WIDE));
            default -> uniform(random, domain.intersect(ORDINARY));
        };
    }

    /** A number of the interval, or one near the edge of a domain that has no numbers of ordinary size. */
    private double uniform(Random random, Interval interval) {
        Interval chosen = interval;
        if (!(interval.lower() < interval.upper()) && Double.isFinite(upper - lower)) {
            chosen = new Interval(lower, upper);
        } else if (!(interval.lower() < interval.upper())) {
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
    public List<Double> extremes() {
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
