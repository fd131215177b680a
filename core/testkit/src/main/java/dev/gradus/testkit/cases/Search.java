package dev.gradus.testkit.cases;

import dev.gradus.graph.Graph;
import dev.gradus.node.NoGradient;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.domain.CaseLayout;
import dev.gradus.testkit.domain.Directions;
import dev.gradus.testkit.domain.Domain;
import dev.gradus.testkit.domain.Interval;
import dev.gradus.testkit.domain.RoundingError;
import dev.gradus.testkit.domain.Thresholds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Moves one element of a case to where the value, its reference and the rule disagree most. It examines the thresholds
 * in the code of the op, the numbers next to them, and some others. An elementwise op is computed at thousands of
 * numbers at once.
 */
public final class Search {
    private static final int POINTS = 1 << 14;
    private static final int FEW_POINTS = 1 << 6;

    /** So many points between 10⁻⁹ and 10⁹ that ten searches meet every band as wide as a ten-thousandth of its place. */
    private static final int DENSE_POINTS = 1 << 17;

    /** Fewer for functions in plain Java, whose Jacobians have a row for each. */
    private static final int POINTS_OF_FUNCTION = 1 << 9;

    private static final Interval DENSE = new Interval(-9, 9);

    /** The most elements that nodes of an elementwise rule have for each number. */
    private static final int VALUES = 16;

    private static final int OTHERS = 16;
    private static final int SUSPECTS = 4;
    private static final double LARGEST = 1e150;
    private static final double[] BESIDE = {0, 3e-5, -3e-5, 1e-9, -1e-9, 1e-3, -1e-3};
    private static final Interval[] SWEPT = {
        new Interval(-3, 3), new Interval(-3, 3), new Interval(-3, 3), new Interval(-50, 50), new Interval(-1000, 1000)
    };

    /** The exponents of the distances from 0, or from an edge, that are swept. */
    private static final Interval[] EXPONENTS = {
        new Interval(-12, 12), new Interval(-12, 12), new Interval(0, 40), new Interval(-150, 150)
    };

    /** The step of the differences that are compared with the rule at one number. */
    private static final double STEP = 1e-6;

    /** A shorter step, as a part of the first. */
    private static final double FINER = 0.03;

    /** A step is at least this multiple of the distance to the next double. */
    private static final double RESOLUTION = 1e4;

    /** The roundings in a difference, whose error must not look worse than a small mistake elsewhere. */
    private static final int ROUNDINGS = 4;

    /** The slopes over both steps differ by less than this where the function is smooth at their scale, unlike sin 10¹³. */
    private static final double RESOLVED = 0.1;

    /** The steps of a bisection, which leave a few doubles. */
    private static final int BISECTIONS = 50;

    /** The fraction of the largest slope below which a change of the slope is rounding. */
    private static final double LEAST_JUMP = 1e-9;

    private final Case drawn;
    private final Random random;
    private final double start;
    private final int input;
    private final int position;
    private final Backward rule;
    private final Case.Meant meant;

    private Search(Case drawn, int input, Random random, double start) {
        this.drawn = drawn;
        this.random = random;
        this.start = start;
        this.input = input;
        this.position = random.nextInt(drawn.values().get(input).shape().elements());
        this.rule = Backward.of(drawn.op());
        this.meant = drawn.meant(drawn.upstream().toArray());
    }

    /**
     * The case with one element moved, or the same case if there is none to move or the op cannot be computed.
     *
     * @param start where the dense points start, as a part of their distance
     */
    static Case worst(Case drawn, Random random, double start) {
        int[] inputs = IntStream.range(0, drawn.values().size())
                .filter(input -> drawn.movesByElement(input)
                        && !drawn.domain(input).isIntegers()
                        && drawn.values().get(input).shape().elements() > 0)
                .toArray();
        if (inputs.length == 0 || !drawn.couldBeMade()) {
            return drawn;
        }
        try {
            return new Search(drawn, inputs[random.nextInt(inputs.length)], random, start).worst();
        } catch (RuntimeException theLawMeetsItToo) {
            return drawn;
        }
    }

    private Case worst() {
        return candidates().stream()
                .map(this::moved)
                .filter(this::isSmooth)
                .max(Comparator.comparingDouble(this::disagreement))
                .orElse(drawn);
    }

    private List<Double> candidates() {
        List<Double> candidates = new ArrayList<>();
        Set<Double> thresholds = drawn.op() instanceof ForeignOp op
                ? Thresholds.of(op.thresholds())
                : Thresholds.of(drawn.op(), rule.gradients());
        thresholds.stream().filter(threshold -> Math.abs(threshold) <= LARGEST).forEach(threshold -> {
            for (double beside : BESIDE) {
                candidates.add(threshold + beside * Math.max(1, Math.abs(threshold)));
            }
        });
        Domain domain = domain();
        for (int i = 0; i < OTHERS; i++) {
            candidates.add(domain.drawSmooth(random));
        }
        candidates.addAll(suspects(swept()));
        candidates.addAll(suspects(sweptExponents(
                EXPONENTS[random.nextInt(EXPONENTS.length)],
                POINTS / 2,
                random.nextDouble(),
                domain().drawEdge(random))));
        int affordable = drawn.op() instanceof ForeignOp op ? op.longest() : DENSE_POINTS;
        candidates.addAll(suspects(sweptExponents(DENSE, Math.min(DENSE_POINTS, affordable), start, 0)));
        return candidates;
    }

    private Domain domain() {
        return drawn.domain(input);
    }

    private Case moved(double x) {
        double[] values = drawn.values().get(input).toArray();
        values[position] = x;
        return drawn.withValue(input, Tensor.of(drawn.values().get(input).shape(), values));
    }

    private double element(Case where) {
        return where.values().get(input).toArray()[position];
    }

    private boolean isSmooth(Case where) {
        double x = element(where);
        return domain().contains(x) && Draw.SEARCHED.allows(x, where.smoothAround(input, position));
    }

    /** The relative distance of value and reference, or of rule and difference. */
    private double disagreement(Case where) {
        double x = element(where);
        double[] value = Execution.forward(drawn.op(), where.arrays());
        double ofValue = where.referenceValue()
                .filter(reference -> reference.shape().equals(drawn.op().shape()))
                .map(reference -> apart(value, reference.toArray()))
                .orElse(0.0);
        Interval smooth = where.smoothAround(input, position);
        double room = Math.min(x - smooth.lower(), smooth.upper() - x) / 16;
        double step = Math.min(room, STEP * Math.max(1, Math.abs(x)));
        double slope = rise(x, step);
        double finer = rise(x, Math.max(FINER * step, RESOLUTION * Math.ulp(x)));
        boolean isResolved = apart(slope, finer, RoundingError.OF_UNDERFLOW) <= RESOLVED;
        double ofRule = slope(x);
        double largest = Math.max(STEP, Math.max(Math.abs(slope), Math.abs(ofRule)));
        double terms = Directions.magnitude(where.upstream().toArray(), value);
        double rounding = ROUNDINGS * (Math.ulp(terms) / largest + Math.ulp(x)) / step;
        double wrong = apart(ofRule, slope, STEP);
        return isResolved && wrong > rounding ? Math.max(ofValue, wrong) : ofValue;
    }

    private double rise(double x, double step) {
        return (objective(moved(x + step)) - objective(moved(x - step))) / (2 * step);
    }

    private double objective(Case where) {
        return Directions.dot(meant.weights(), meant.f().apply(where.arrays()));
    }

    private static double apart(double[] some, double[] others) {
        return IntStream.range(0, some.length)
                .mapToDouble(i -> apart(some[i], others[i], RoundingError.OF_UNDERFLOW))
                .max()
                .orElse(0);
    }

    /** The difference relative to the larger number; 0 if either is not finite. */
    private static double apart(double a, double b, double least) {
        double apart = Math.abs(a - b) / Math.max(least, Math.max(Math.abs(a), Math.abs(b)));
        return Double.isFinite(apart) ? apart : 0;
    }

    // Many numbers at once

    private double[] swept() {
        Interval swept = SWEPT[random.nextInt(SWEPT.length)];
        double start = random.nextDouble();
        return IntStream.range(0, POINTS)
                .mapToDouble(k -> swept.lower() + (k + start) * (swept.upper() - swept.lower()) / POINTS)
                .filter(domain()::contains)
                .toArray();
    }

    /** Numbers on both sides of a point, with distances that grow by the same factor. */
    private double[] sweptExponents(Interval exponents, int points, double start, double center) {
        int half = points / 2;
        double factor = StrictMath.pow(10, (exponents.upper() - exponents.lower()) / half);
        double distance = StrictMath.pow(10, exponents.lower()) * (1 + start * (factor - 1));
        double[] xs = new double[2 * half];
        for (int k = 0; k < half; k++) {
            xs[half - 1 - k] = center - distance;
            xs[half + k] = center + distance;
            distance *= factor;
        }
        return IntStream.range(0, xs.length)
                .filter(k -> domain().contains(xs[k]) && (k == 0 || xs[k] != xs[k - 1]))
                .mapToDouble(k -> xs[k])
                .toArray();
    }

    /** Numbers at which an elementwise op looks wrong when it is computed at many. */
    private List<Double> suspects(double[] all) {
        int every = drawn.spec().isFunction() ? 1 + all.length / POINTS_OF_FUNCTION : 1;
        double[] xs = IntStream.range(0, all.length / every)
                .mapToDouble(k -> all[k * every])
                .toArray();
        return xs.length < 2
                ? List.of()
                : many(xs).map(many -> suspects(many, xs)).orElse(List.of());
    }

    /**
     * The op on all these numbers, with one number in each other input, if it appears to be elementwise. A few numbers
     * are tried first, because an op on all pairs of numbers would need too much memory.
     */
    private Optional<Case> many(double[] xs) {
        return elementwise(Arrays.copyOf(xs, Math.min(xs.length, FEW_POINTS))).flatMap(few -> elementwise(xs));
    }

    private Optional<Case> elementwise(double[] xs) {
        CaseLayout layout = Layouts.line(drawn.spec(), xs.length);
        List<Tensor> values = new ArrayList<>();
        for (int other = 0; other < drawn.values().size(); other++) {
            double[] some = drawn.values().get(other).toArray();
            Shape shape = layout.shape(other);
            if (some.length == 0 || elements(shape) > (other == input ? xs.length : POINTS)) {
                return Optional.empty();
            }
            values.add(Tensor.generate(shape, other == input ? k -> xs[k] : k -> some[0]));
        }
        Case many = Case.of(drawn.spec(), layout, drawn.attribute(), values);
        return Optional.of(many)
                .filter(made -> made.couldBeMade()
                        && made.values().get(input).shape().elements() == xs.length
                        && made.op().shape().elements() == xs.length
                        && isSmall(made, xs.length)
                        && isElementwise(made));
    }

    /** Whether no node of the rule is far larger than the inputs, as scores of all pairs would be. */
    private static boolean isSmall(Case many, int count) {
        List<Node> gradients = Backward.of(many.op()).gradients().stream()
                .filter(gradient -> !(gradient instanceof NoGradient))
                .toList();
        return gradients.isEmpty()
                || Graph.of(gradients).nodes().stream()
                        .allMatch(node -> node.shape().elements() <= VALUES * count);
    }

    /** The number of elements, even if it is too large for an array. */
    private static double elements(Shape shape) {
        return Arrays.stream(shape.sizes()).asDoubleStream().reduce(1, (a, b) -> a * b);
    }

    /** Whether every second element stays the same when those in between move. */
    private boolean isElementwise(Case many) {
        double[][] in = many.arrays();
        double[] before = Execution.forward(many.op(), in);
        for (int k = 0; k + 1 < in[input].length; k += 2) {
            in[input][k] = in[input][k + 1];
        }
        double[] after = Execution.forward(many.op(), in);
        return IntStream.range(0, before.length)
                .noneMatch(k -> k % 2 == 1 && Double.doubleToLongBits(before[k]) != Double.doubleToLongBits(after[k]));
    }

    private List<Double> suspects(Case many, double[] xs) {
        Op op = many.op();
        double[] upstream = new double[xs.length];
        Arrays.fill(upstream, 1);
        double[] value = Execution.forward(op, many.arrays());
        double[] slope = Backward.of(op).at(many.arrays(), upstream)[input];
        List<Double> suspects = new ArrayList<>();
        many.referenceValue()
                .map(Tensor::toArray)
                .filter(reference -> reference.length == value.length)
                .ifPresent(reference -> worst(xs.length, k -> apart(value[k], reference[k], RoundingError.OF_UNDERFLOW))
                        .forEach(k -> suspects.add(xs[k])));
        worst(xs.length - 1, k -> {
                    double step = xs[k + 1] - xs[k];
                    double rise = (value[k + 1] - value[k]) / step;
                    double noise = ROUNDINGS * Math.ulp(Math.max(Math.abs(value[k]), Math.abs(value[k + 1]))) / step;
                    return apart(slope[k] / 2 + slope[k + 1] / 2, rise, Math.max(STEP, noise / STEP));
                })
                .forEach(k -> suspects.addAll(List.of(xs[k], xs[k + 1])));
        worst(xs.length - 3, k -> {
                    double jump = Math.abs(slope[k + 2] - slope[k + 1]);
                    double others = Math.abs(slope[k + 1] - slope[k]) + Math.abs(slope[k + 3] - slope[k + 2]);
                    return apart(jump, others, LEAST_JUMP * Math.abs(slope[k + 1])) * Math.signum(jump - others);
                })
                .forEach(k -> suspects.addAll(aroundJump(xs[k + 1], xs[k + 2])));
        return suspects;
    }

    /** The numbers on both sides of a jump of the slope between these two, found by bisection. */
    private List<Double> aroundJump(double from, double to) {
        double below = from;
        double above = to;
        double slopeBelow = slope(below);
        double slopeAbove = slope(above);
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = below / 2 + above / 2;
            double slope = slope(middle);
            if (Math.abs(slope - slopeBelow) < Math.abs(slope - slopeAbove)) {
                below = middle;
            } else {
                above = middle;
            }
        }
        double beside = STEP * (to - from);
        return List.of(below - beside, above + beside);
    }

    private double slope(double x) {
        Case where = moved(x);
        return rule.at(where.arrays(), where.upstream().toArray())[input][position];
    }

    /** The numbers of the largest disagreements above 0, at most a few. */
    private static IntStream worst(int count, IntToDoubleFunction disagreement) {
        int[] worst = new int[SUSPECTS];
        double[] most = new double[SUSPECTS];
        for (int k = 0; k < count; k++) {
            double score = disagreement.applyAsDouble(k);
            int place = SUSPECTS;
            while (place > 0 && score > most[place - 1]) {
                place--;
            }
            if (place < SUSPECTS) {
                System.arraycopy(most, place, most, place + 1, SUSPECTS - 1 - place);
                System.arraycopy(worst, place, worst, place + 1, SUSPECTS - 1 - place);
                most[place] = score;
                worst[place] = k;
            }
        }
        return IntStream.range(0, SUSPECTS).filter(i -> most[i] > 0).map(i -> worst[i]);
    }
}
