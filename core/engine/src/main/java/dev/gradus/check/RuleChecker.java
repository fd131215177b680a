package dev.gradus.check;

import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.node.Constant;
import dev.gradus.node.NoGradient;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.run.Verdict;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Checks one op's backward rule separately, at the input values in the graph. */
final class RuleChecker {
    /** If a rule is linear, k · upstream must give k · gradient. */
    private static final double MULTIPLE = -2;

    private final Op op;
    private final NodeArrays values;
    private final double[][] in;
    private final Function<Node, Domain> domains;
    private final Judge judge;
    private final int mostElements;
    private final SplittableRandom random;

    /** Independent upstream gradients of ordinary size. */
    private final List<double[]> upstreams = new ArrayList<>();

    private final List<Arrival> draws = new ArrayList<>();

    /** The rule's gradients of all inputs in the first draw. */
    private final List<Node> rule;

    /** Computed on first use, after the op was computed at other inputs. */
    private Optional<Optional<String>> unsteady = Optional.empty();

    /**
     * An upstream gradient of the op.
     *
     * @param source the index of the independent gradient of which it is a multiple
     * @param largest the largest magnitude in it
     * @param gradients computes the rule's gradient of an input, or zeros if it is locally constant
     */
    private record Arrival(
            int source, double factor, double[] upstream, double largest, IntFunction<double[]> gradients) {}

    RuleChecker(
            Op op,
            NodeArrays values,
            Function<Node, Domain> domains,
            Judge judge,
            int mostElements,
            BackwardPass pass,
            SplittableRandom random) {
        this.op = op;
        this.values = values;
        this.in = values.inputsOf(op);
        this.domains = domains;
        this.judge = judge;
        this.mostElements = mostElements;
        this.random = random;
        upstreams.add(random());
        upstreams.add(random());
        this.rule = draw(0, upstreams.get(0), 1);
        draw(
                0,
                Arrays.stream(upstreams.get(0))
                        .map(element -> MULTIPLE * element)
                        .toArray(),
                MULTIPLE);
        draw(1, upstreams.get(1), 1);
        pass.arrivingAt(op).ifPresent(arriving -> drawArriving(arriving, pass));
    }

    /**
     * Draws numbers of ordinary magnitude and either sign, with 0 where the value is infinite, because no change of an input
     * moves it.
     */
    private double[] random() {
        double[] value = values.of(op);
        double[] upstream = new double[value.length];
        for (int i = 0; i < upstream.length; i++) {
            double drawn = (random.nextBoolean() ? 1 : -1) * (0.5 + random.nextDouble());
            upstream[i] = Double.isInfinite(value[i]) ? 0 : drawn;
        }
        return upstream;
    }

    private List<Node> draw(int source, double[] upstream, double factor) {
        Constant arriving = Constant.of(Tensor.of(op.shape(), upstream));
        List<Node> gradients = op.gradients(arriving);
        draws.add(new Arrival(
                source,
                factor,
                upstream,
                Judge.largest(upstream),
                input -> gradients.get(input) instanceof NoGradient
                        ? new double[in[input].length]
                        : values.compute(gradients.get(input), arriving, upstream)));
        return gradients;
    }

    /** Uses the actual upstream gradient, which may be far larger or smaller than the random ones. */
    private void drawArriving(double[] arriving, BackwardPass pass) {
        double largest = Judge.largest(arriving);
        int exponent = Math.getExponent(largest);
        upstreams.add(Arrays.stream(arriving)
                .map(element -> Math.scalb(element, -exponent))
                .toArray());
        draws.add(new Arrival(
                upstreams.size() - 1,
                Math.scalb(1.0, exponent),
                arriving,
                largest,
                input -> pass.gradient(op, input).orElseGet(() -> new double[in[input].length])));
    }

    boolean handsOn(int input) {
        return !op.stopsGradient() && !(rule.get(input) instanceof NoGradient);
    }

    /**
     * Checks the rule for one input.
     *
     * @param isVariable whether the input depends on more than constants
     * @param isDifferentiated whether the input depends, through derivatives, on a node with respect to which is
     *     differentiated
     */
    RuleCheck check(int input, boolean isVariable, boolean isDifferentiated) {
        Node gradient = rule.get(input);
        int[] sample = Sample.of(in[input].length, mostElements, random);
        if (op.stopsGradient()) {
            return RuleCheck.skipped(op, input, "its input is taken as a constant");
        }
        if (gradient instanceof NoGradient none && !none.isZero()) {
            return RuleCheck.skipped(op, input, "undefined: " + none.reason().orElseThrow());
        }
        if (!isVariable && !isDifferentiated) {
            return RuleCheck.skipped(op, input, "a constant");
        }
        if (gradient instanceof NoGradient
                && sample.length > 0
                && !slopes(input).by(sample[0]).canMove()) {
            return RuleCheck.skipped(op, input, "zero, and the op accepts no nearby values");
        }
        if (gradient instanceof NoGradient && !isDifferentiated) {
            return RuleCheck.skipped(op, input, "zero, and nothing is differentiated with respect to it");
        }
        double[][] backward =
                draws.stream().map(draw -> draw.gradients.apply(input)).toArray(double[][]::new);
        int[] positions = Arrays.stream(sample)
                .filter(position -> !isMeantInfinity(position, in[input], backward))
                .toArray();
        Estimate[][] numeric = numeric(slopes(input), positions, backward);
        List<ElementCheck> elements = judged(input, positions, backward, numeric);
        if (isWrong(elements)) {
            List<ElementCheck> closer =
                    judged(input, positions, backward, numeric(slopes(input).closely(), positions, backward));
            elements = isWrong(closer) ? elements : closer;
        }
        boolean wrong = isWrong(elements);
        Optional<Diagnosis> why = unsteady()
                .map(text -> new Diagnosis(Cause.NOT_REPEATABLE, text))
                .or(() -> wrong ? Optional.of(diagnose(input, positions, backward, numeric)) : Optional.empty());
        return new RuleCheck(op, input, elements, Optional.empty(), why);
    }

    private static boolean isMeantInfinity(int position, double[] value, double[][] backward) {
        for (double[] gradient : backward) {
            if (!Judge.isMeantInfinity(value[position], gradient[position])) {
                return false;
            }
        }
        return true;
    }

    /** Judges each element in the draw in which it looks worst. */
    private List<ElementCheck> judged(int input, int[] positions, double[][] backward, Estimate[][] numeric) {
        double[] scales = new double[draws.size()];
        Arrays.setAll(scales, draw -> Judge.scale(numeric[draw], draws.get(draw).largest));
        ElementCheck[] elements = new ElementCheck[positions.length];
        for (int i = 0; i < positions.length; i++) {
            int position = positions[i];
            ElementCheck[] inDraws = new ElementCheck[scales.length];
            for (int draw = 0; draw < scales.length; draw++) {
                inDraws[draw] = judge.element(
                        position, in[input][position], backward[draw][position], numeric[draw][i], scales[draw]);
            }
            elements[i] = Collections.min(Arrays.asList(inDraws), ElementCheck.WORST_FIRST);
        }
        return List.of(elements);
    }

    private static boolean isWrong(List<ElementCheck> elements) {
        return elements.stream().anyMatch(element -> element.verdict() == Verdict.WRONG);
    }

    private Optional<String> unsteady() {
        if (unsteady.isEmpty()) {
            unsteady = Optional.of(new Steadiness(op, values.computing()).broken(in, values.of(op)));
        }
        return unsteady.get();
    }

    private RuleSlopes slopes(int input) {
        return new RuleSlopes(
                op, values.computing(), in, values.of(op), upstreams, input, domains.apply(op.input(input)));
    }

    /** Estimates the slopes for each draw and these elements, with the backward pass as the claim. */
    private Estimate[][] numeric(RuleSlopes slopes, int[] positions, double[][] backward) {
        Estimate[][] numeric = new Estimate[draws.size()][positions.length];
        for (int i = 0; i < positions.length; i++) {
            slopes.by(positions[i]);
            Estimate[] independent = new Estimate[upstreams.size()];
            for (int draw = 0; draw < draws.size(); draw++) {
                Arrival arrival = draws.get(draw);
                if (independent[arrival.source] == null) {
                    Claim claim = judge.claim(backward[draw][positions[i]] / arrival.factor);
                    independent[arrival.source] = slopes.derivative(arrival.source, claim);
                }
                numeric[draw][i] = independent[arrival.source].times(arrival.factor);
            }
        }
        return numeric;
    }

    private Diagnosis diagnose(int input, int[] positions, double[][] backward, Estimate[][] numeric) {
        Mistakes mistakes = new Mistakes(op, values.computing(), in, domains, input, positions);
        List<Evidence> evidence = new ArrayList<>();
        Shape shape = op.input(input).shape();
        for (int draw = 0; draw < draws.size(); draw++) {
            Tensor upstream = Tensor.of(op.shape(), draws.get(draw).upstream);
            evidence.add(new Evidence(
                    Tensor.of(shape, in[input]),
                    upstream,
                    Tensor.of(shape, backward[draw]),
                    mistakes.gradient(numeric[draw]),
                    mistakes.of(upstream, rule, draws.get(draw).gradients, numeric[draw])));
        }
        return Diagnosis.of(evidence);
    }
}
