package dev.gradus.testkit.domain;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A constraint on all elements of a tensor together: the tensor is in a {@link Space}, and some functions of it are not
 * 0. Immutable.
 */
public final class Constraint {
    static final Constraint NONE = new Constraint("", Space.EVERYTHING, List.of());

    private static final int ATTEMPTS = 100;

    /** The number of tensors drawn. The one furthest from a zero of a function is used. */
    private static final int CHOICE = 8;

    /** Far enough from a zero of a function. */
    private static final double FAR = 0.1;

    /** A function may fall to this fraction of itself within the reach of a numerical derivative. */
    private static final double PART = 0.25;

    /** The number of segments of a path that are checked one by one. */
    private static final int PIECES = 8;

    /** The part of a function's value by which a tensor moves to see how the function changes. */
    private static final double STEP = 1e-3;

    /** How often a path is shortened to one segment, until it is far shorter than the least tensors drawn. */
    private static final int SHORTENINGS = 24;

    private static final double TOLERANCE = 1e-12;

    /** A function that changes much when each element changes by this fraction is 0 up to rounding. */
    private static final double NUDGE = 1e-9;

    /** The same for an op that computes with the function and loses the digits that are lost in it. */
    private static final double LARGER_NUDGE = 1e-6;

    /** The name of the space, if there is one. */
    private final String name;

    private final Space space;
    private final List<Condition> conditions;

    private Constraint(String name, Space space, List<Condition> conditions) {
        this.name = name;
        this.space = space;
        this.conditions = List.copyOf(conditions);
    }

    /**
     * Functions of a tensor that must not be 0.
     *
     * @param words the functions in words
     * @param values the functions, for example one for each matrix
     * @param positive whether they must be positive
     * @param isKink whether the op accepts tensors where they are 0 and has kinks there
     * @param amplification how much larger than rounding the error of a value may be, compared with the largest element;
     *     0 if it is not
     */
    public record Condition(
            String words, Function<Tensor, double[]> values, boolean positive, boolean isKink, double amplification) {
        public Condition(String words, Function<Tensor, double[]> values, boolean positive, boolean isKink) {
            this(words, values, positive, isKink, 0);
        }

        /** The function may be the user's. */
        public Condition {
            Function<Tensor, double[]> given = values;
            values = x -> {
                Deadline.check();
                return given.apply(x);
            };
        }

        private boolean holds(double value) {
            return Double.isFinite(value) && (positive ? value > 0 : value != 0);
        }
    }

    public Constraint in(String newName, Space newSpace) {
        if (space != Space.EVERYTHING) {
            throw new IllegalArgumentException("Values: tensors of this domain " + name + " already; they cannot also "
                    + newName.replaceFirst("^are ", "be ") + ". Combine both in one map: onto(…)");
        }
        return new Constraint(newName, newSpace, conditions);
    }

    public Constraint where(Condition condition) {
        List<Condition> more = new ArrayList<>(conditions);
        more.add(condition);
        return new Constraint(name, space, more);
    }

    public boolean isNone() {
        return this == NONE;
    }

    /** How much larger than rounding the error of a value may be, compared with the largest element. */
    public double amplification() {
        return conditions.stream().mapToDouble(Condition::amplification).max().orElse(0);
    }

    /** Whether tensors with independent elements may be outside the domain. */
    public boolean hasSpace() {
        return space != Space.EVERYTHING;
    }

    boolean isFixed(Shape shape, int position) {
        return space.isFixed(shape, position);
    }

    public Tensor onto(Tensor x) {
        return x.shape().elements() == 0 ? x : space.onto(x);
    }

    public double[] pulledBack(Tensor x, double[] gradient) {
        return x.shape().elements() == 0 ? gradient : space.pulledBack(x, gradient);
    }

    /** Whether a tensor is in the domain by a margin larger than rounding. */
    boolean holds(Tensor x) {
        return isInSpace(x)
                && conditions.stream()
                        .filter(condition -> !condition.isKink)
                        .allMatch(condition -> allOf(holds(condition, x, NUDGE)));
    }

    private static boolean allOf(boolean[] parts) {
        return IntStream.range(0, parts.length).allMatch(i -> parts[i]);
    }

    /** For each value of a condition, whether x and its neighbors satisfy it. */
    private boolean[] holds(Condition condition, Tensor x, double nudge) {
        double[] values = condition.values.apply(x);
        double[] some = condition.values.apply(onto(nudged(x, 0x5bd1e995, nudge)));
        double[] others = condition.values.apply(onto(nudged(x, 0x2c1b3c6d, nudge)));
        boolean[] holds = new boolean[values.length];
        for (int i = 0; i < holds.length; i++) {
            holds[i] = condition.holds(values[i]) && isLike(values[i], some[i]) && isLike(values[i], others[i]);
        }
        return holds;
    }

    /** A neighbor: each element is a little larger or smaller, depending on the bits of a hash of its position. */
    private static Tensor nudged(Tensor x, int hash, double nudge) {
        double[] at = x.toArray();
        return Tensor.generate(x.shape(), i -> at[i] * ((i + 1) * hash < 0 ? 1 - nudge : 1 + nudge));
    }

    private boolean isInSpace(Tensor x) {
        return isNear(x.toArray(), onto(x).toArray());
    }

    private static boolean isNear(double[] some, double[] others) {
        return IntStream.range(0, some.length).allMatch(i -> isNear(some[i], others[i]));
    }

    /** Equal up to rounding. */
    static boolean isNear(double x, double y) {
        return Math.abs(x - y) <= TOLERANCE * Math.max(1, Math.abs(x));
    }

    private static boolean isLike(double x, double y) {
        return Math.abs(x - y) <= Math.abs(x) / 2;
    }

    /**
     * Draws several tensors, maps them onto the domain, and chooses one that is far from zeros of the functions and
     * whose elements have room.
     */
    Optional<Tensor> choose(
            Supplier<Tensor> draw, Predicate<Tensor> elementsAreAllowed, ToDoubleFunction<Tensor> roomOfElements) {
        Optional<Tensor> best = Optional.empty();
        Tensor candidate = onto(draw.get());
        double most = Double.NEGATIVE_INFINITY;
        for (int attempt = 0; attempt < ATTEMPTS && (attempt < CHOICE || best.isEmpty()); attempt++) {
            if (elementsAreAllowed.test(candidate) && holds(candidate)) {
                double distance = Math.min(distance(candidate), roomOfElements.applyAsDouble(candidate));
                if (distance >= FAR) {
                    return Optional.of(candidate);
                }
                best = distance > most ? Optional.of(candidate) : best;
                most = Math.max(most, distance);
            }
            candidate = mended(candidate, onto(draw.get()));
        }
        return best;
    }

    /**
     * Replaces what is outside the domain by another tensor. In a batch, only the matrices outside are replaced,
     * because nearly every batch of a hundred has a singular one.
     */
    private Tensor mended(Tensor x, Tensor other) {
        double[] mended = x.toArray();
        double[] others = other.toArray();
        boolean isInside = true;
        for (Condition condition : conditions) {
            boolean[] parts = condition.isKink ? new boolean[0] : holds(condition, x, NUDGE);
            for (int part = 0; part < parts.length; part++) {
                if (!parts[part]) {
                    int size = others.length / parts.length;
                    System.arraycopy(others, part * size, mended, part * size, size);
                    isInside = false;
                }
            }
        }
        return isInside ? other : Tensor.of(x.shape(), mended);
    }

    /** Whether all functions that must not be 0 keep most of their digits. */
    boolean isWellConditioned(Tensor x) {
        return keepDigits(x, false);
    }

    /** Whether no function that marks kinks is 0 at a tensor, or loses most of its digits there. */
    boolean isSmoothAt(Tensor x) {
        return keepDigits(x, true);
    }

    private boolean keepDigits(Tensor x, boolean atKinks) {
        return conditions.stream()
                .filter(condition -> condition.isKink == atKinks)
                .allMatch(condition -> allOf(holds(condition, x, LARGER_NUDGE)));
    }

    private double distance(Tensor x) {
        return conditions.stream()
                .flatMapToDouble(condition -> Arrays.stream(condition.values.apply(x)))
                .map(Math::abs)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** Whether all functions have the same signs at both tensors, and keep at least a fraction of their magnitude. */
    private boolean keepSigns(Tensor x, Tensor moved, double part) {
        return conditions.stream().allMatch(condition -> {
            double[] here = condition.values.apply(x);
            double[] there = condition.values.apply(moved);
            return IntStream.range(0, here.length)
                    .allMatch(i -> Math.signum(here[i]) == Math.signum(there[i])
                            && Math.abs(there[i]) >= part * Math.abs(here[i]));
        });
    }

    /** Whether another tensor of the same shape is on the same side of all points where the op is not smooth. */
    public boolean isOnTheSameSide(Tensor x, Tensor other) {
        return keepSigns(x, other, 0) && hasRoomLike(other, x);
    }

    /** Whether a tensor is far enough from zeros of the functions, or at least as far as another one. */
    public boolean hasRoomLike(Tensor x, Tensor other) {
        double distance = distance(x);
        return distance >= FAR || distance >= distance(other);
    }

    /**
     * How far x may move along a direction and its reverse without coming near a zero of a function and without any
     * element leaving its domain.
     */
    double reach(Tensor x, double[] direction, double most, Predicate<Tensor> elementsAreAllowed) {
        double norm = Math.sqrt(Directions.dot(direction, direction));
        double reach = Math.min(norm > 0 ? Math.min(most, space.reach() / norm) : most, distance(x, direction));
        for (int finer = 0; finer < SHORTENINGS; finer++) {
            int pieces = 0;
            while (pieces < PIECES
                    && isFree(x, direction, reach * (pieces + 1) / PIECES, elementsAreAllowed)
                    && isFree(x, direction, -reach * (pieces + 1) / PIECES, elementsAreAllowed)) {
                pieces++;
            }
            if (pieces > 0) {
                return reach * pieces / PIECES;
            }
            reach /= PIECES;
        }
        return 0;
    }

    /**
     * How far x may move along a direction until a function falls to a part of itself, if it continues to fall as it does
     * at x. A norm is positive on both sides of its zero, so its values farther away do not tell.
     */
    private double distance(Tensor x, double[] direction) {
        double least = Double.POSITIVE_INFINITY;
        for (Condition condition : conditions) {
            double[] here = condition.values.apply(x);
            double smallest = Arrays.stream(here).map(Math::abs).min().orElse(1);
            double step = STEP * Math.min(1, smallest);
            double[] below = condition.values.apply(onto(moved(x, direction, -step)));
            double[] above = condition.values.apply(onto(moved(x, direction, step)));
            for (int i = 0; i < here.length; i++) {
                double distance = (1 - PART) * Math.abs(here[i]) * 2 * step / Math.abs(above[i] - below[i]);
                least = distance > 0 ? Math.min(least, distance) : least;
            }
        }
        return least;
    }

    private boolean isFree(Tensor x, double[] direction, double t, Predicate<Tensor> elementsAreAllowed) {
        Tensor moved = onto(moved(x, direction, t));
        return elementsAreAllowed.test(moved) && keepSigns(x, moved, PART);
    }

    private static Tensor moved(Tensor x, double[] direction, double t) {
        double[] at = x.toArray();
        return Tensor.generate(x.shape(), i -> at[i] + t * direction[i]);
    }

    /**
     * A difference d of tensors in the domain such that x + t·d is in it for all |t| ≤ 1; none if the domain is curved.
     */
    Optional<Tensor> straight(Tensor x, double[] direction, Predicate<Tensor> elementsAreAllowed) {
        double reach = reach(x, direction, 1, elementsAreAllowed);
        double[] at = x.toArray();
        double[] there = onto(moved(x, direction, reach)).toArray();
        double[] way = new double[at.length];
        Arrays.setAll(way, i -> there[i] - at[i]);
        boolean isStraight = Stream.of(-1.0, -0.5, 0.5, 1.0).allMatch(t -> isInSpace(moved(x, way, t)));
        return isStraight ? Optional.of(Tensor.of(x.shape(), way)) : Optional.empty();
    }

    /** Tensors of the domain that may be simpler than x, the simplest first. */
    public Stream<Tensor> simpler(Tensor x) {
        double[] at = x.toArray();
        Stream<Tensor> byElement = IntStream.range(0, at.length)
                .filter(i -> !isFixed(x.shape(), i))
                .boxed()
                .flatMap(i -> Simpler.than(at[i]).boxed().flatMap(simple -> with(x, at, i, simple)));
        Stream<Tensor> members = x.shape().elements() == 0 ? Stream.empty() : space.simplest(x.shape());
        return Stream.concat(members, byElement).filter(this::holds);
    }

    /**
     * Changes one element alone, all elements equal to it, or another one as well to keep the sum, and maps the result
     * onto the domain.
     */
    private Stream<Tensor> with(Tensor x, double[] at, int position, double simple) {
        Tensor alone = Tensor.generate(x.shape(), i -> i == position ? simple : at[i]);
        if (!hasSpace()) {
            return Stream.of(alone);
        }
        Tensor equals = Tensor.generate(x.shape(), i -> at[i] == at[position] ? simple : at[i]);
        Stream<Tensor> pairs = IntStream.range(0, at.length)
                .filter(other -> other != position)
                .mapToObj(other -> Tensor.generate(
                        x.shape(),
                        i -> i == position ? simple : i == other ? rounded(at[i] + at[position] - simple) : at[i]));
        return Stream.of(Stream.of(alone, equals), pairs, Stream.of(onto(alone)))
                .flatMap(candidates -> candidates);
    }

    /** Removes the rounding error of a sum: 0.7 instead of 0.7000000000000001. */
    private static double rounded(double x) {
        double result = Math.rint(x * 1e12) / 1e12;
        return Math.abs(x) < 1e3 ? result : x;
    }

    /** For example {@code are symmetric, where det(x) ≠ 0}. */
    @Override
    public String toString() {
        String where = conditions.stream()
                .map(condition -> condition.words + (condition.positive ? " > 0" : " ≠ 0"))
                .collect(Collectors.joining(" and "));
        return Stream.of(name, where.isEmpty() ? "" : "where " + where)
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(", "));
    }
}
