package dev.gradus.testkit.law;

import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.NoGradient;
import dev.gradus.node.Node;
import dev.gradus.testkit.cases.Backward;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.Execution;
import dev.gradus.testkit.cases.Jitter;
import dev.gradus.testkit.domain.Directions;
import dev.gradus.testkit.domain.Interval;
import dev.gradus.testkit.domain.RoundingError;
import dev.gradus.testkit.domain.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Checks the derivatives of the backward pass, which is a graph like any other, with respect to the inputs and the
 * upstream gradient: first along one direction, then by every element to find the wrong one. It checks the derivatives
 * of those derivatives in the same way.
 *
 * <p>The function is ⟨weights, gradients⟩ for some fixed weights.
 */
public final class HigherOrderLaw {
    /** The magnitude of the numbers that a rule computes with, such as the 1 of 1 − σ, however small its result. */
    private static final double MAGNITUDE = 1;

    private final Case where;
    private final Leaves variables;
    private final double[][] at;
    private final String what;
    private final List<Node> functions;
    private final Execution execution;
    private final double[] weights;

    /**
     * @param what the functions, in words
     * @param functions the nodes whose derivatives are checked
     */
    private HigherOrderLaw(Case where, Input upstream, String what, List<Node> functions) {
        this.where = where;
        this.variables = Leaves.of(where).and(upstream, where.upstream().toArray(), 7);
        this.at = variables.at();
        this.what = what;
        this.functions = functions;
        this.execution = Execution.of(functions).exact(where.inputsWithoutDerivative());
        this.weights = Directions.golden(
                functions.stream().mapToInt(node -> node.shape().elements()).sum(), 0);
    }

    public static Optional<Finding> secondOrder(Case where) {
        return ofRule(where, Backward.of(where.op())).check();
    }

    /**
     * The derivatives of a rule of this case by all inputs and the upstream gradient, along one direction of gradients.
     * Empty arrays if the rule returns no gradient.
     */
    static double[][] derivativesOf(Backward rule, Case where) {
        HigherOrderLaw ofRule = ofRule(where, rule);
        return ofRule.functions.isEmpty() || where.spec().excuse("SECOND_ORDER").isPresent()
                ? new double[0][]
                : ofRule.analytic(ofRule.derivatives());
    }

    /** Checks each derivative of the rule wherever the numerical one settles, as next to a pole it may not. */
    static Optional<Finding> secondOrderWhereSettled(Case where) {
        return ofRule(where, Backward.of(where.op())).checkWhereSettled();
    }

    public static Optional<Finding> thirdOrder(Case where) {
        HigherOrderLaw ofRule = ofRule(where, Backward.of(where.op()));
        List<Node> second = ofRule.derivatives().stream()
                .filter(node -> !(node instanceof Constant))
                .toList();
        return new HigherOrderLaw(
                        where,
                        (Input) ofRule.variables.nodes().get(where.inputs().size()),
                        "the rule's own derivative",
                        second)
                .check();
    }

    private static HigherOrderLaw ofRule(Case where, Backward rule) {
        List<Node> given = new ArrayList<>();
        for (int input = 0; input < where.inputs().size(); input++) {
            Node gradient = rule.gradients().get(input);
            if (where.hasDerivative(input) && !(gradient instanceof NoGradient)) {
                given.add(gradient);
            }
        }
        return new HigherOrderLaw(where, (Input) rule.upstream(), "the rule itself", given);
    }

    private Optional<Finding> check() {
        if (functions.isEmpty()) {
            return Optional.empty();
        }
        List<Node> derivatives = derivatives();
        double[][] analytic = where.pulledBack(analytic(derivatives));
        double[][] direction = variables.direction();
        Interval smooth = variables.smooth();
        Estimate numeric = new Slopes(this::values, at, weights, MAGNITUDE)
                .of(where.spec())
                .along(direction, smooth);
        double product = Directions.dot(analytic, direction);
        double scale = Directions.magnitude(analytic, direction);
        if (Slopes.agree(numeric, product, scale)) {
            return Optional.empty();
        }
        double[][] rounding = rounding(derivatives, analytic);
        Slopes slopes = new Slopes(this::values, at, weights, Math.max(MAGNITUDE, magnitudeOfTerms())).of(where.spec());
        Estimate careful = slopes.along(direction, smooth);
        if (tellsNothing(careful)
                || Slopes.agree(careful, product, Math.max(scale, Directions.magnitude(rounding, direction)))) {
            return Optional.empty();
        }
        return Optional.of(byElement(slopes, analytic, rounding)
                .orElseGet(() -> wrong("along a direction of all inputs and upstream", product, careful)));
    }

    private double[][] analytic(List<Node> derivatives) {
        Execution analysis =
                Execution.of(derivatives).give(variables.nodes(), at).run();
        return derivatives.stream().map(analysis::value).toArray(double[][]::new);
    }

    private Optional<Finding> checkWhereSettled() {
        if (functions.isEmpty() || !Arrays.stream(values(at)).allMatch(Double::isFinite)) {
            return Optional.empty();
        }
        List<Node> derivatives = derivatives();
        double[][] analytic = where.pulledBack(analytic(derivatives));
        Slopes slopes = new Slopes(this::values, at, weights, MAGNITUDE);
        Lazy<double[][]> rounding = new Lazy<>(() -> rounding(derivatives, analytic));
        Lazy<List<Slopes>> careful = new Lazy<>(this::careful);
        for (int k = 0; k < at.length; k++) {
            for (int i : variables.hasDerivative(k) ? Slopes.examined(at[k].length) : new int[0]) {
                Interval smooth = smoothAround(k, i).around(at[k][i]);
                Estimate numeric = slopes.by(k, i, smooth);
                if (numeric.isSmooth()
                        && Math.abs(numeric.value()) < RoundingError.OF_OVERFLOW
                        && !Slopes.agree(numeric, analytic[k][i], MAGNITUDE)
                        && areWrong(careful.get(), k, i, smooth, analytic[k][i], rounding.get()[k][i])) {
                    return Optional.of(wrong("by " + element(k, i), analytic[k][i], numeric));
                }
            }
        }
        return Optional.empty();
    }

    /** Slopes with an error that accounts for terms that cancel, and then for the conditioning of the rule as well. */
    private List<Slopes> careful() {
        Slopes slopes = new Slopes(this::values, at, weights, Math.max(MAGNITUDE, magnitudeOfTerms()));
        return List.of(slopes, slopes.conditioned());
    }

    /** Whether these slopes settle on another derivative, so that neither cancellation nor conditioning explains it. */
    private static boolean areWrong(
            List<Slopes> careful, int variable, int position, Interval smooth, double analytic, double rounding) {
        for (Slopes slopes : careful) {
            Estimate numeric = slopes.by(variable, position, smooth);
            if (!numeric.isSmooth()
                    || Slopes.agree(numeric, analytic, Math.max(MAGNITUDE, rounding))
                    || !slopes.confirms(numeric.value(), variable, position, smooth)) {
                return false;
            }
        }
        return true;
    }

    private Interval smoothAround(int variable, int position) {
        return variables.isAdded(variable) ? Interval.EVERYTHING : where.smoothAround(variable, position);
    }

    private String element(int variable, int position) {
        return variables.isAdded(variable)
                ? "upstream" + Text.index(where.upstream().shape().index(position))
                : where.element(variable, position);
    }

    /** The elements of all functions, one after the other. */
    private double[] values(double[][] inputsAndUpstream) {
        return values(
                execution.give(variables.nodes(), where.onto(inputsAndUpstream)).run());
    }

    /** The magnitude of the terms of the functions, which may cancel and leave small numbers. */
    private double magnitudeOfTerms() {
        return Directions.magnitude(
                weights,
                Jitter.terms(
                        values(at),
                        jitter -> values(execution.give(variables.nodes(), at).run(jitter))));
    }

    private double[] values(Execution execution) {
        double[] all = new double[weights.length];
        int start = 0;
        for (Node function : functions) {
            double[] value = execution.value(function);
            System.arraycopy(value, 0, all, start, value.length);
            start += value.length;
        }
        return all;
    }

    /** The derivative with respect to the inputs and upstream, from the rules of the nodes of the functions. */
    private List<Node> derivatives() {
        return variables.gradients(Leaves.weighted(functions));
    }

    /** For each element of the derivatives, the scale at which the rounding of its terms is within the tolerance. */
    private double[][] rounding(List<Node> derivatives, double[][] analytic) {
        Execution moving = Execution.of(derivatives).exact(where.inputsWithoutDerivative());
        double[][] rounding = new double[analytic.length][];
        for (int k = 0; k < rounding.length; k++) {
            Node derivative = derivatives.get(k);
            double[] terms = Jitter.terms(analytic[k], jitter -> {
                double[][] moved = at.clone();
                moved[moved.length - 1] = jitter.moved(at[at.length - 1]);
                return moving.give(variables.nodes(), moved).run(jitter).value(derivative);
            });
            rounding[k] = Arrays.stream(terms).map(Slopes::scaleOf).toArray();
        }
        return rounding;
    }

    private Optional<Finding> byElement(Slopes slopes, double[][] analytic, double[][] rounding) {
        for (int k = 0; k < at.length; k++) {
            for (int i = 0; i < at[k].length && variables.hasDerivative(k); i++) {
                Estimate numeric = slopes.by(k, i, smoothAround(k, i));
                if (!tellsNothing(numeric)
                        && !Slopes.agree(numeric, analytic[k][i], Math.max(MAGNITUDE, rounding[k][i]))) {
                    return Optional.of(wrong("by " + element(k, i), analytic[k][i], numeric));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether the steps of a rule with few digits have no room, or are so long that what bends sharply looks kinked. */
    private boolean tellsNothing(Estimate numeric) {
        return where.spec().isCoarse() && !numeric.isSmooth();
    }

    private Finding wrong(String by, double backward, Estimate numeric) {
        if (!numeric.isSmooth()) {
            return Finding.of("the numerical derivative of " + what + " " + by + " does not settle")
                    .with("backward", Text.number(backward))
                    .with("numeric", Text.estimate(numeric))
                    .with(
                            "look at",
                            "whether the rule jumps or bends there: then declare kinksAt(…), or exclude this law with"
                                    + " without(…);\nif it should be smooth, it may lose digits where terms cancel");
        }
        return Finding.of("the derivative of " + what + " " + by + " is wrong").comparing(backward, numeric);
    }
}
