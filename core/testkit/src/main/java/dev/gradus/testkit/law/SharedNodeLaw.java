package dev.gradus.testkit.law;

import dev.gradus.graph.Gradients;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.testkit.cases.Backward;
import dev.gradus.testkit.cases.Bits;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.Execution;
import dev.gradus.testkit.domain.Directions;
import dev.gradus.testkit.domain.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Checks that a node that is used twice receives both gradients: a value of the op that two nodes use, and a node that
 * is two inputs of the op, as in {@code x.multiply(x)}.
 */
public final class SharedNodeLaw {
    private SharedNodeLaw() {}

    public static Optional<Finding> check(Case where) {
        return valueUsedTwice(where)
                .or(() -> ofPairs(where, SharedNodeLaw::sameArrayTwice))
                .or(() -> ofPairs(where, SharedNodeLaw::sameNodeTwice));
    }

    /** Checks two inputs. */
    @FunctionalInterface
    private interface Check {
        Optional<Finding> of(Case where, int first, int second);
    }

    /** What is wrong for the first two inputs that can have the same value. */
    private static Optional<Finding> ofPairs(Case where, Check check) {
        int inputs = where.inputs().size();
        return IntStream.range(0, inputs * inputs)
                .filter(pair ->
                        pair / inputs < pair % inputs && canHaveTheSameValue(where, pair / inputs, pair % inputs))
                .mapToObj(pair -> check.of(where, pair / inputs, pair % inputs))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * Checks that the gradient of ⟨u, y⟩ + ⟨v, y⟩, which uses the value y twice, is the sum of those for u and for v.
     */
    private static Optional<Finding> valueUsedTwice(Case where) {
        Op y = where.op();
        Node u = Input.of("u", y.shape());
        Node v = Input.of("v", y.shape());
        double[] uValue = where.upstream().toArray();
        double[] vValue = Directions.golden(uValue.length, 3);
        double[] both = sum(uValue, vValue);
        Backward rule = Backward.of(y);
        double[][] ofU = rule.at(where.arrays(), uValue);
        double[][] ofV = rule.at(where.arrays(), vValue);
        Gradients gradients = Gradients.of(y.multiply(u).sum().add(y.multiply(v).sum()));
        for (int input = 0; input < ofU.length; input++) {
            if (where.hasDerivative(input)) {
                Node gradient = gradients.wrt(where.inputs().get(input));
                double[] actual = Execution.of(List.of(gradient))
                        .give(where.inputs(), where.arrays())
                        .give(u, uValue)
                        .give(v, vValue)
                        .run()
                        .value(gradient);
                int current = input;
                Optional<Finding> wrong = compare(
                        where,
                        input,
                        actual,
                        ofU[input],
                        ofV[input],
                        new Lazy<>(() -> Stream.of(uValue, vValue, both)
                                .map(upstream -> rule.terms(where.arrays(), upstream, current))
                                .reduce(SharedNodeLaw::sum)
                                .orElseThrow()),
                        "the op's value is used twice");
                if (wrong.isPresent()) {
                    return wrong;
                }
            }
        }
        return Optional.empty();
    }

    private static boolean canHaveTheSameValue(Case where, int first, int second) {
        return where.layout().shape(first).equals(where.layout().shape(second))
                && where.domain(second).contains(where.values().get(first), where.layout());
    }

    /** Checks one array passed for two inputs, as a run does for a node that is both. */
    private static Optional<Finding> sameArrayTwice(Case where, int first, int second) {
        double[][] copies = where.arrays();
        copies[second] = copies[first].clone();
        double[][] one = copies.clone();
        one[second] = one[first];
        List<Node> nodes = new ArrayList<>(where.inputs());
        nodes.set(second, nodes.get(first));
        Op op = where.op();
        double[] expected = Execution.forward(op, copies);
        return another(where, first, second, "array", Execution.forward(op, one), expected)
                .or(() ->
                        another(where, first, second, "node", Execution.forward(op.withInputs(nodes), one), expected));
    }

    private static Optional<Finding> another(
            Case where, int first, int second, String what, double[] actual, double[] expected) {
        int wrong = Bits.firstDifference(actual, expected);
        return wrong < 0
                ? Optional.empty()
                : Optional.of(
                        Finding.of("when " + names(where, first, second) + " are the same " + what + ", the value at "
                                        + Text.place(where.op().shape(), wrong) + " differs from that for equal ones")
                                .with("value", Text.number(actual[wrong]))
                                .with("expected", Text.number(expected[wrong])));
    }

    private static String names(Case where, int first, int second) {
        return where.name(first) + " and " + where.name(second);
    }

    /** Checks that the two gradients for one node sum to those for two nodes with equal values. */
    private static Optional<Finding> sameNodeTwice(Case where, int first, int second) {
        if (!where.hasDerivative(first)
                || !where.hasDerivative(second)
                || where.spec().areApart(first, second, where.attribute())) {
            return Optional.empty();
        }
        double[][] in = where.arrays();
        in[second] = in[first];
        double[] u = where.upstream().toArray();
        Backward rule = Backward.of(where.op());
        double[][] apart = rule.at(in, u);
        List<Node> nodes = new ArrayList<>(where.inputs());
        nodes.set(second, nodes.get(first));
        double[][] shared = Backward.of(where.op().withInputs(nodes)).at(in, u);
        String when = names(where, first, second) + " are the same node";
        return compare(
                where,
                first,
                sum(shared[first], shared[second]),
                apart[first],
                apart[second],
                new Lazy<>(() -> sum(rule.terms(in, u, first), rule.terms(in, u, second))),
                when);
    }

    private static double[] sum(double[] some, double[] others) {
        double[] sum = new double[some.length];
        Arrays.setAll(sum, i -> some[i] + others[i]);
        return sum;
    }

    /** @param terms the magnitude of the terms of each element of both gradients */
    private static Optional<Finding> compare(
            Case where, int input, double[] actual, double[] some, double[] others, Lazy<double[]> terms, String when) {
        double[] scales = new double[actual.length];
        Arrays.setAll(scales, i -> Math.abs(some[i]) + Math.abs(others[i]));
        return Outcome.isApart(
                where,
                input,
                actual,
                sum(some, others),
                scales,
                terms,
                slope -> "when " + when + ", its gradient " + slope + " is not the sum of both");
    }
}
