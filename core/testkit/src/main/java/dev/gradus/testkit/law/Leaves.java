package dev.gradus.testkit.law;

import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.graph.Gradients;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.Execution;
import dev.gradus.testkit.cases.Jitter;
import dev.gradus.testkit.domain.Directions;
import dev.gradus.testkit.domain.Interval;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The nodes by which a law differentiates: the inputs of a case, and others that have derivatives.
 *
 * @param at their numbers
 * @param direction a direction in which all of them move, except inputs without a derivative
 */
record Leaves(Case where, List<Node> nodes, double[][] at, double[][] direction) {
    static Leaves of(Case where) {
        return new Leaves(where, where.inputs(), where.arrays(), where.direction());
    }

    /** With another node, which moves along golden numbers from this one on. */
    Leaves and(Node node, double[] value, int start) {
        List<Node> more = new ArrayList<>(nodes);
        more.add(node);
        return new Leaves(where, more, and(at, value), and(direction, Directions.golden(value.length, start)));
    }

    private static double[][] and(double[][] arrays, double[] another) {
        double[][] all = new double[arrays.length + 1][];
        System.arraycopy(arrays, 0, all, 0, arrays.length);
        all[arrays.length] = another;
        return all;
    }

    boolean hasDerivative(int leaf) {
        return isAdded(leaf) || where.hasDerivative(leaf);
    }

    /** Whether a leaf is not an input of the case. */
    boolean isAdded(int leaf) {
        return leaf >= where.inputs().size();
    }

    /** The t for which all leaves + t·direction stay in the smooth neighborhood of the case. */
    Interval smooth() {
        return where.smoothAlong(direction);
    }

    /** The gradients of a scalar, as nodes; zeros for inputs without a derivative. */
    List<Node> gradients(Node scalar) {
        Gradients all = Gradients.of(scalar);
        List<Node> gradients = new ArrayList<>();
        for (int leaf = 0; leaf < nodes.size(); leaf++) {
            Node node = nodes.get(leaf);
            gradients.add(hasDerivative(leaf) ? all.wrt(node) : Constant.of(Tensor.zeros(node.shape())));
        }
        return gradients;
    }

    /** ⟨golden numbers, functions⟩, which depends on every element of each function. */
    static Node weighted(List<Node> functions) {
        Node sum = Constant.of(0);
        int start = 0;
        for (Node function : functions) {
            int elements = function.shape().elements();
            Tensor weights = Tensor.of(function.shape(), Directions.golden(elements, start));
            sum = sum.add(function.multiply(Constant.of(weights)).sum());
            start += elements;
        }
        return sum;
    }

    /**
     * Compares the slope of a scalar along the direction with its gradients, where it is smooth.
     *
     * @param part the part of the direction that the numerical derivative uses
     * @param exact nodes whose numbers must not be moved one by one
     * @param what what is wrong if they differ
     */
    Optional<Finding> slope(Node scalar, Interval part, Collection<Node> exact, String what) {
        Execution forward = Execution.of(List.of(scalar));
        Slopes slopes = new Slopes(
                        moved -> forward.give(nodes, where.onto(moved)).run().value(scalar), at, new double[] {1}, 1)
                .of(where.spec());
        Estimate numeric = slopes.along(direction, part);
        if (!numeric.isSmooth()) {
            return Optional.empty();
        }
        List<Node> gradients = gradients(scalar);
        Execution backward = Execution.of(gradients)
                .exact(where.inputsWithoutDerivative())
                .exact(exact)
                .give(nodes, at);
        double[][] byElements = values(backward.run(), gradients);
        double[][] pulledBack = where.pulledBack(byElements);
        double analytic = Directions.dot(pulledBack, direction);
        double scale = Directions.magnitude(pulledBack, direction);
        if (Slopes.agree(numeric, analytic, scale)) {
            return Optional.empty();
        }
        double[] slope = {Directions.dot(byElements, direction)};
        double[] terms = Jitter.terms(slope, jitter ->
                new double[] {Directions.dot(values(backward.run(jitter), gradients), direction)});
        double rounding = Slopes.scaleOf(terms[0]);
        return Slopes.agree(numeric, analytic, Math.max(scale, rounding))
                ? Optional.empty()
                : Optional.of(Finding.of(what).comparing(analytic, numeric));
    }

    private static double[][] values(Execution execution, List<Node> nodes) {
        return nodes.stream().map(execution::value).toArray(double[][]::new);
    }
}
