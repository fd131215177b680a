package dev.gradus.testkit.law;

import dev.gradus.check.NumericalDerivative;
import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.check.NumericalDerivative.Kind;
import dev.gradus.run.Verdict;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.ForeignOp;
import dev.gradus.testkit.cases.Precision;
import dev.gradus.testkit.cases.SpecData;
import dev.gradus.testkit.domain.Interval;
import dev.gradus.testkit.domain.RoundingError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Numerical derivatives of ⟨weights, f(x)⟩ at one point, with respect to single elements of x or along a direction.
 *
 * <p>Only outputs that change are summed, so that the rounding of the others does not hide a small slope. A slope that
 * rounding may hide counts as an error. The scale is twice the magnitude of the changing outputs, so that a sum near 0
 * does not look more accurate than its terms. If the slope does not settle on that scale, the outputs a step away count
 * as well, because they may cancel even if those at the point are 0.
 */
public final class Slopes {
    /** How closely the derivative of a rule agrees with the numerical one. */
    static final double RTOL = 1e-8;

    /** Up to this number of elements, all slopes are examined; of more elements, only some. */
    private static final int FEW = 64;

    private static final int SOME = 8;

    private static final double SMALL = 1e-3;
    private static final double RESOLUTION = 1e4;
    private static final double ROUGHLY = 1e-2;
    private static final double BRIEF_STEP = 0x1p-10;

    /** Shorter steps over which an output may change that is the same at the ends of the longest. */
    private static final double FINER = 1e-2;

    private static final double FINEST = 1e-6;

    /** How often a number is rounded, or more. */
    private static final double ROUNDINGS = 4;

    /** Steps over which a smooth function is a cubic polynomial, as parts of a number or of its distance from an edge. */
    private static final double[] SCATTER_STEPS = {0x1p-16, 0x1.8p-17, 0x1.4p-17};

    /** The fourth difference of values whose rounding errors are 1, on average. */
    private static final double FOURTH_DIFFERENCE = 8;

    private static final int DRAWS = 3;

    /** An estimate's error counts so many times. */
    private static final double SAFETY = 4;

    /** On this scale, numbers that have lost their digits to underflow count as rounding. */
    private static final double BESIDE_UNDERFLOW = RoundingError.OF_UNDERFLOW * 0x1p52;

    private final Function<double[][], double[]> f;
    private final double[][] at;
    private final double[] weights;
    private final double[] base;
    private final double leastMagnitude;
    /** What f computes in. */
    private Precision precision = Precision.FLOAT64;

    /** What the rule computes in, if that is not what f computes in. */
    private Precision ofRule = Precision.FLOAT64;

    private Optional<Consumer<List<double[][]>>> foresight = Optional.empty();

    /** The error of f that its values do not show, if that is known. Outputs that change only over short steps then count. */
    private OptionalDouble noise = OptionalDouble.empty();

    /**
     * Slopes of f at a point.
     *
     * @param leastMagnitude the magnitude of the numbers from which f computes its values, if those may be smaller
     */
    public Slopes(Function<double[][], double[]> f, double[][] at, double[] weights, double leastMagnitude) {
        this(f, at, weights, f.apply(at), leastMagnitude);
    }

    private Slopes(
            Function<double[][], double[]> f, double[][] at, double[] weights, double[] base, double leastMagnitude) {
        this.f = f;
        this.at = at;
        this.weights = weights;
        this.base = base;
        this.leastMagnitude = leastMagnitude;
    }

    /**
     * The same slopes, with an error that accounts for the conditioning of f. An algorithm that rounds every number once
     * may be as wrong as f changes when its arguments move to the next doubles. Such an error is not seen in values of f
     * that are equal. Outputs that change only over short steps count as well, and so does the scatter of values nearby:
     * x − tanh x is small, but its rounding error is that of x.
     */
    public Slopes conditioned() {
        Random random = new Random(1);
        double most = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            double[][] moved = Arrays.stream(at)
                    .map(x -> Arrays.stream(x)
                            .map(y -> random.nextBoolean() ? Math.nextUp(y) : Math.nextDown(y))
                            .toArray())
                    .toArray(double[][]::new);
            double[] values = f.apply(moved);
            double change = 0;
            for (int j = 0; j < base.length; j++) {
                double part = Math.abs(weights[j] * (values[j] - base[j]));
                change += Double.isFinite(part) ? part : 0;
            }
            most = Math.max(most, change);
        }
        double found = ROUNDINGS * most;
        Slopes careful = new Slopes(f, at, weights, base, leastMagnitude);
        careful.noise = OptionalDouble.of(Double.isFinite(found) ? found : 0);
        careful.precision = precision;
        careful.ofRule = ofRule;
        careful.foresight = foresight;
        return careful;
    }

    /** The same slopes of a function that the op of a spec computes, perhaps with few digits. */
    Slopes of(SpecData spec) {
        precision = spec.precision();
        return this;
    }

    /** Slopes of what the rule of a case is the gradient of. */
    public static Slopes of(Case where, double[] upstream, double leastMagnitude) {
        Case.Meant meant = where.meant(upstream);
        Slopes slopes = new Slopes(
                moved -> meant.f().apply(where.onto(moved)), where.arrays(), meant.weights(), leastMagnitude);
        if (meant.isReference()) {
            slopes.ofRule = where.spec().precision();
            return slopes;
        }
        slopes.of(where.spec());
        if (where.op() instanceof ForeignOp op) {
            slopes.foresight = Optional.of(
                    points -> op.foresee(points.stream().map(where::onto).toList()));
        }
        return slopes;
    }

    /** Whether the op is smooth and a rule has the derivative, but for errors relative to a scale that may be larger. */
    static boolean agree(Estimate numeric, double rule, double scale) {
        return numeric.judge(rule, RTOL, scale) == Verdict.PASS;
    }

    /** The scale on which the rounding of terms of this magnitude is within the tolerance. */
    static double scaleOf(double terms) {
        return RoundingError.ofTerms(terms) / RTOL;
    }

    /** The elements whose slopes are examined one by one: all of a few, and some of many, from the first to the last. */
    static int[] examined(int count) {
        int most = count <= FEW ? count : SOME;
        return IntStream.range(0, most)
                .map(i -> most == 1 ? 0 : (int) ((long) i * (count - 1) / (most - 1)))
                .toArray();
    }

    /** The derivative with respect to one element, which may move within the interval. */
    public Estimate by(int input, int position, Interval interval) {
        double x = at[input][position];
        double step = Math.max(Math.abs(x), 1) / 16;
        return derivative(t -> moved(input, position, t), x, interval, step);
    }

    /**
     * Whether the slope over one small step is close to this derivative. Larger steps of a huge number may cross many
     * pieces of a function and see the slope of none. A slope that is smaller than the rounding of the outputs confirms
     * nothing.
     */
    public boolean confirms(double derivative, int input, int position, Interval interval) {
        double x = at[input][position];
        double room = Math.min(x - interval.lower(), interval.upper() - x) / 16;
        double step = Math.min(
                room, Math.max(SMALL * Math.min(1, Math.abs(x)), RESOLUTION * Math.ulp(Math.max(1, Math.abs(x)))));
        double[] below = f.apply(moved(input, position, x - step));
        double[] above = f.apply(moved(input, position, x + step));
        double rise = 0;
        double noise = 0;
        for (int j = 0; j < base.length; j++) {
            if (weights[j] != 0 && above[j] != below[j]) {
                rise += weights[j] * (above[j] - below[j]);
                noise += 4 * Math.ulp(weights[j] * base[j]);
            }
        }
        double slope = rise / (2 * step);
        double roughly = ROUGHLY * Math.max(Math.abs(slope), Math.abs(derivative));
        return Math.abs(slope - derivative) <= roughly + Math.min(noise / step, roughly);
    }

    /** Whether nothing but rounding changes when one element moves, over long steps and short ones. */
    boolean areRounding(int input, int position, Interval interval) {
        double x = at[input][position];
        double room = Math.min(x - interval.lower(), interval.upper() - x) / 2;
        return DoubleStream.of(1.0 / 16, SMALL, FINEST)
                .map(part -> Math.min(part * Math.max(Math.abs(x), 1), room))
                .flatMap(step -> DoubleStream.of(x - step, x + step))
                .mapToObj(y -> f.apply(moved(input, position, y)))
                .allMatch(values -> IntStream.range(0, base.length)
                        .allMatch(j -> Math.abs(values[j] - base[j])
                                <= RoundingError.ofTerms(Math.max(1, Math.abs(base[j])))));
    }

    /** Whether the values of f contradict this derivative, even if they are rounded more than they show. */
    boolean contradict(double derivative, int input, int position, Interval interval) {
        return Scales.contradict(
                t -> rise(weights, base, f.apply(moved(input, position, t))),
                at[input][position],
                interval,
                derivative);
    }

    private double[][] moved(int input, int position, double x) {
        double[][] moved = at.clone();
        moved[input] = at[input].clone();
        moved[input][position] = x;
        return moved;
    }

    /** The derivative along a direction, where x + t·direction is in the domain for all t of the interval. */
    public Estimate along(double[][] direction, Interval interval) {
        return derivative(t -> moved(direction, t), 0, interval, 1.0 / 16);
    }

    /** Whether two central differences along a direction, extrapolated, give about this derivative. */
    boolean areAbout(double derivative, double[][] direction, Interval interval, double tolerance) {
        double step = Math.min(BRIEF_STEP, interval.upper() / 2);
        double twice = difference(direction, step);
        double once = difference(direction, step / 2);
        return Math.abs((4 * once - twice) / 3 - derivative) <= tolerance;
    }

    private double difference(double[][] direction, double step) {
        return rise(weights, f.apply(moved(direction, -step)), f.apply(moved(direction, step))) / (2 * step);
    }

    /** ⟨weights, above − below⟩, without what has no weight. */
    static double rise(double[] weights, double[] below, double[] above) {
        double rise = 0;
        for (int j = 0; j < weights.length; j++) {
            rise += weights[j] == 0 ? 0 : weights[j] * (above[j] - below[j]);
        }
        return rise;
    }

    private double[][] moved(double[][] direction, double t) {
        double[][] moved = new double[at.length][];
        for (int input = 0; input < at.length; input++) {
            moved[input] = at[input].clone();
            for (int i = 0; i < moved[input].length; i++) {
                moved[input][i] += t * direction[input][i];
            }
        }
        return moved;
    }

    private Estimate derivative(Path path, double x, Interval interval, double step) {
        double below = Math.max(x - step, (x + interval.lower()) / 2);
        double above = Math.min(x + step, (x + interval.upper()) / 2);
        foresee(path, x, interval, below, above);
        double[] atBelow = f.apply(path.at(below));
        double[] atAbove = f.apply(path.at(above));
        boolean[] counts = changes(atBelow, atAbove);
        for (double part = FINER; noise.isPresent() && part >= FINEST; part *= FINER) {
            boolean[] nearer =
                    changes(f.apply(path.at(x + part * (below - x))), f.apply(path.at(x + part * (above - x))));
            for (int j = 0; j < counts.length; j++) {
                counts[j] |= nearer[j];
            }
        }
        double here = leastMagnitude;
        double around = BESIDE_UNDERFLOW;
        double hidden = 0;
        for (int j = 0; j < base.length; j++) {
            double term = term(base[j], j);
            if (counts[j]) {
                here += term;
                around += Math.max(term, Math.max(term(atBelow[j], j), term(atAbove[j], j)));
            } else {
                hidden += Math.ulp(term) / (above - below);
            }
        }
        double error = noise.isPresent() ? Math.max(noise.getAsDouble(), scatter(path, counts, x, interval)) : 0;
        Estimate estimate = derivative(path, counts, 2 * here, x, interval, error);
        if (estimate.kind() == Kind.INCONCLUSIVE && here < around) {
            estimate = derivative(path, counts, 2 * around, x, interval, error);
        }
        return new Estimate(
                estimate.kind(),
                estimate.value(),
                estimate.error() + hidden,
                estimate.leftSlope(),
                estimate.rightSlope());
    }

    private double term(double output, int j) {
        return Double.isFinite(output) ? Math.abs(weights[j] * output) : 0;
    }

    /** The rounding error of the values near x, as far as it shows in fourth differences. */
    private double scatter(Path path, boolean[] counts, double x, Interval interval) {
        double most = 0;
        for (double part : SCATTER_STEPS) {
            double step = part * Math.min(Math.abs(x), Math.min(x - interval.lower(), interval.upper() - x));
            double difference = 6 * sum(f.apply(path.at(x)), counts);
            for (int side = -1; side <= 1; side += 2) {
                difference += sum(f.apply(path.at(x + 2 * side * step)), counts)
                        - 4 * sum(f.apply(path.at(x + side * step)), counts);
            }
            most = Math.max(most, Math.abs(difference));
        }
        double found = ROUNDINGS * most / FOURTH_DIFFERENCE;
        return Double.isFinite(found) ? found : 0;
    }

    private Estimate derivative(Path path, boolean[] counts, double offset, double x, Interval interval, double error) {
        return estimate(t -> sum(f.apply(path.at(t)), counts), x, interval, offset, error);
    }

    private Estimate estimate(DoubleUnaryOperator sum, double x, Interval interval, double offset, double error) {
        if (precision != Precision.FLOAT64) {
            double reach = Arrays.stream(at)
                    .flatMapToDouble(Arrays::stream)
                    .map(Math::abs)
                    .max()
                    .orElse(0);
            return CoarseSlope.of(precision, sum, x, interval, offset, reach);
        }
        Estimate fine = NumericalDerivative.of(
                t -> offset + sum.applyAsDouble(t), x, interval.lower(), interval.upper(), error);
        return ofRule == Precision.FLOAT64 ? fine : asRuleRounds(fine);
    }

    private Estimate asRuleRounds(Estimate fine) {
        double ofTerms = RoundingError.ofTerms(ofRule.coarseness() * Math.abs(fine.value())) / SAFETY;
        double error = fine.error() + ofTerms + ofRule.least();
        return new Estimate(fine.kind(), fine.value(), error, fine.leftSlope(), fine.rightSlope());
    }

    /** Announces where the derivative of a smooth function evaluates it: where that of a linear one does. */
    private void foresee(Path path, double x, Interval interval, double below, double above) {
        foresight.ifPresent(announce -> {
            List<double[][]> points = new ArrayList<>(List.of(path.at(below), path.at(above)));
            estimate(
                    t -> {
                        points.add(path.at(t));
                        return t;
                    },
                    x,
                    interval,
                    0,
                    noise.orElse(0));
            announce.accept(points);
        });
    }

    /** The outputs that change, or all of them if none does, because then rounding hides the slope. */
    private boolean[] changes(double[] below, double[] above) {
        boolean[] changes = new boolean[base.length];
        boolean any = false;
        for (int j = 0; j < base.length; j++) {
            changes[j] = weights[j] != 0 && !(below[j] == base[j] && above[j] == base[j]);
            any |= changes[j];
        }
        if (!any) {
            Arrays.fill(changes, true);
        }
        return changes;
    }

    /** A line in the space of the arguments. */
    @FunctionalInterface
    private interface Path {
        double[][] at(double t);
    }

    private double sum(double[] values, boolean[] counts) {
        double sum = 0;
        for (int j = 0; j < values.length; j++) {
            sum += counts[j] ? weights[j] * values[j] : 0;
        }
        return sum;
    }
}
