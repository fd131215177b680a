package dev.gradus.testkit;

import dev.gradus.graph.Gradients;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A node that is used twice gets both gradients: the op's value used by two others, and one node as two inputs of the
 * op, as in {@code x.multiply(x)}.
 */
final class SharedNodeLaw {
    private SharedNodeLaw() {}

    static Optional<Finding> check(OpCase where) {
        Optional<Finding> wrong = valueUsedTwice(where);
        for (int first = 0; first < where.inputs().size(); first++) {
            for (int second = first + 1; second < where.inputs().size() && wrong.isEmpty(); second++) {
                if (canBeTheSame(where, first, second)) {
                    wrong = sameNodeTwice(where, first, second);
                }
            }
        }
        return wrong;
    }

    /** The gradient of ⟨u, y⟩ + ⟨v, y⟩, with the op's value y used twice, is that for u and that for v together. */
    private static Optional<Finding> valueUsedTwice(OpCase where) {
        Op y = where.op();
        Node u = Input.of("u", y.shape());
        Node v = Input.of("v", y.shape());
        double[] uValue = where.upstream().toArray();
        double[] vValue = Directions.golden(uValue.length, 3);
        Backward rule = Backward.of(y);
        double[][] ofU = rule.at(where.arrays(), uValue);
        double[][] ofV = rule.at(where.arrays(), vValue);
        Gradients gradients = Gradients.of(y.multiply(u).sum().add(y.multiply(v).sum()));
        for (int input = 0; input < ofU.length; input++) {
            if (where.spec().inputs().get(input).hasDerivative()) {
                Node gradient = gradients.wrt(where.inputs().get(input));
                double[] actual = Execution.of(List.of(gradient))
                        .give(where.inputs(), where.arrays())
                        .give(u, uValue)
                        .give(v, vValue)
                        .run()
                        .value(gradient);
                Optional<Finding> wrong =
                        compare(where, input, actual, ofU[input], ofV[input], "the op's value is used twice");
                if (wrong.isPresent()) {
                    return wrong;
                }
            }
        }
        return Optional.empty();
    }

    private static boolean canBeTheSame(OpCase where, int first, int second) {
        InputSpec a = where.spec().inputs().get(first);
        InputSpec b = where.spec().inputs().get(second);
        return a.hasDerivative()
                && b.hasDerivative()
                && !where.spec().areApart(first, second, where.attribute())
                && where.layout().shape(first).equals(where.layout().shape(second))
                && where.domain(second).contains(where.values().get(first));
    }

    /** The rule's two gradients for one and the same node add up to those for two nodes with equal values. */
    private static Optional<Finding> sameNodeTwice(OpCase where, int first, int second) {
        double[][] in = where.arrays();
        in[second] = in[first];
        double[] u = where.upstream().toArray();
        double[][] apart = Backward.of(where.op()).at(in, u);
        List<Node> nodes = new ArrayList<>(where.inputs());
        nodes.set(second, nodes.get(first));
        double[][] shared = Backward.of(where.op().withInputs(nodes)).at(in, u);
        double[] sum = new double[in[first].length];
        Arrays.setAll(sum, i -> shared[first][i] + shared[second][i]);
        String names = where.spec().inputs().get(first).name() + " and "
                + where.spec().inputs().get(second).name();
        return compare(where, first, sum, apart[first], apart[second], names + " are the same node");
    }

    private static Optional<Finding> compare(
            OpCase where, int input, double[] actual, double[] some, double[] others, String when) {
        for (int i = 0; i < actual.length; i++) {
            double expected = some[i] + others[i];
            double scale = Math.abs(some[i]) + Math.abs(others[i]);
            if (Double.isFinite(scale) && !RoundingError.explains(actual[i], expected, scale)) {
                return Optional.of(Finding.of("when " + when + ", its gradient ∂J/∂" + Text.element(where, input, i)
                                + " is not the sum of both")
                        .with("backward", Text.number(actual[i]))
                        .with("expected", Text.number(expected))
                        .with("ratio", Text.ratio(actual[i], expected)));
            }
        }
        return Optional.empty();
    }
}
