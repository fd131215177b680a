package dev.gradus.testkit.law;

import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.cases.Backward;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.domain.Directions;
import dev.gradus.testkit.domain.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Checks that a backward rule is a linear function of the upstream gradient, however large that is. */
public final class LinearityLaws {
    /** Factors are powers of two, which change no digit, from 10⁻⁹ to 10⁹. */
    private static final int LARGEST_POWER = 30;

    private static final int POWER_STEP = 5;

    /** The upstream gradient is cut into parts of these magnitudes, the third just above the rounding of the first. */
    private static final int[] POWERS_OF_PARTS = {30, 10, -5, -30};

    private final Case where;
    private final Backward rule;
    private final double[] u;
    private final double[][] ofU;

    private LinearityLaws(Case where) {
        this.where = where;
        this.rule = Backward.of(where.op());
        this.u = where.upstream().toArray();
        this.ofU = gradients(u);
    }

    public static Optional<Finding> isLinear(Case where) {
        LinearityLaws law = new LinearityLaws(where);
        return law.isAdditive().or(law::isProportional).or(law::isSumOfItsParts);
    }

    private double[][] gradients(double[] upstream) {
        return rule.at(where.arrays(), upstream);
    }

    private Optional<Finding> isAdditive() {
        return isSum(
                List.of(u, Directions.golden(u.length, 0)), whole -> "for a sum of upstream gradients is not the sum");
    }

    /** Checks that the gradient for the sum of these upstream gradients is the sum of theirs. */
    private Optional<Finding> isSum(List<double[]> parts, Function<double[], String> what) {
        double[] whole = new double[u.length];
        double[][] expected = zeros();
        double[][] magnitudes = zeros();
        for (double[] part : parts) {
            double[] before = whole;
            whole = filled(u.length, i -> before[i] + part[i]);
            double[][] gradients = gradients(part);
            magnitudes = magnitudes(magnitudes, gradients);
            expected = added(expected, gradients);
        }
        List<double[]> all = new ArrayList<>(parts);
        all.add(whole);
        return difference(gradients(whole), all, expected, magnitudes, what.apply(whole));
    }

    private Optional<Finding> isProportional() {
        for (int power = LARGEST_POWER; power >= -LARGEST_POWER; power -= POWER_STEP) {
            double factor = Math.scalb(1.0, power);
            double[] multiple = filled(u.length, i -> factor * u[i]);
            double[][] expected = times(ofU, factor);
            Optional<Finding> wrong = difference(
                    gradients(multiple),
                    List.of(multiple),
                    expected,
                    magnitudes(expected, zeros()),
                    "is not " + Text.number(factor) + " times as large when upstream is");
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    /** Checks upstream elements that differ by many orders of magnitude, each with its own share of the gradient. */
    private Optional<Finding> isSumOfItsParts() {
        List<double[]> parts = new ArrayList<>();
        for (int part = 0; part < Math.min(POWERS_OF_PARTS.length, u.length); part++) {
            double factor = Math.scalb(1.0, POWERS_OF_PARTS[part]);
            int own = part;
            parts.add(filled(u.length, i -> i % POWERS_OF_PARTS.length == own ? factor * u[i] : 0));
        }
        return isSum(
                parts,
                whole -> "for " + Text.compact(Tensor.of(where.upstream().shape(), whole))
                        + " is not the sum of those for single elements");
    }

    /**
     * The first gradient that differs from the expected one by more than rounding.
     *
     * @param upstreams the upstream gradients of both; their terms may cancel, but their rounding does not
     */
    private Optional<Finding> difference(
            double[][] actual, List<double[]> upstreams, double[][] expected, double[][] magnitudes, String what) {
        return IntStream.range(0, actual.length)
                .mapToObj(input -> {
                    double scale = Arrays.stream(magnitudes[input])
                            .filter(Double::isFinite)
                            .max()
                            .orElse(0);
                    return Outcome.isApart(
                            where,
                            input,
                            actual[input],
                            expected[input],
                            filled(actual[input].length, i -> scale),
                            new Lazy<>(() -> terms(upstreams, input)),
                            slope -> slope + " " + what);
                })
                .flatMap(Optional::stream)
                .findFirst();
    }

    private double[] terms(List<double[]> upstreams, int input) {
        double[] sum = new double[where.values().get(input).shape().elements()];
        for (double[] upstream : upstreams) {
            double[] terms = GradientLaw.terms(rule, where, upstream, input);
            Arrays.setAll(sum, i -> sum[i] + terms[i]);
        }
        return sum;
    }

    public static Optional<Finding> zeroGivesZero(Case where) {
        Backward rule = Backward.of(where.op());
        double[] u = where.upstream().toArray();
        double[][] ofU = rule.at(where.arrays(), u);
        double[][] ofZero = rule.at(where.arrays(), new double[u.length]);
        for (int input = 0; input < ofU.length; input++) {
            for (int i = 0; i < ofU[input].length; i++) {
                if (Double.isFinite(ofU[input][i]) && ofZero[input][i] != 0) {
                    return Optional.of(Finding.of(where.slope(input, i) + " is not 0 when upstream is 0 everywhere")
                            .about(input)
                            .with("backward", Text.number(ofZero[input][i])));
                }
            }
        }
        return Optional.empty();
    }

    private static double[] filled(int length, IntToDoubleFunction element) {
        double[] values = new double[length];
        Arrays.setAll(values, element);
        return values;
    }

    private static double[][] added(double[][] some, double[][] more) {
        return each(some, (input, i) -> some[input][i] + more[input][i]);
    }

    private static double[][] magnitudes(double[][] some, double[][] more) {
        return each(some, (input, i) -> Math.abs(some[input][i]) + Math.abs(more[input][i]));
    }

    private double[][] zeros() {
        return each(ofU, (input, i) -> 0);
    }

    private static double[][] times(double[][] some, double factor) {
        return each(some, (input, i) -> factor * some[input][i]);
    }

    /** An element of the result. */
    @FunctionalInterface
    private interface Element {
        double of(int input, int i);
    }

    private static double[][] each(double[][] like, Element element) {
        double[][] results = new double[like.length][];
        for (int input = 0; input < like.length; input++) {
            int current = input;
            results[input] = filled(like[input].length, i -> element.of(current, i));
        }
        return results;
    }
}
