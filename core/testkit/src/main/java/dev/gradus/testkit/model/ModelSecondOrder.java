package dev.gradus.testkit.model;

import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.graph.Gradients;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Verdict;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.cases.Execution;
import dev.gradus.testkit.domain.Directions;
import dev.gradus.testkit.domain.Interval;
import dev.gradus.testkit.domain.Text;
import dev.gradus.testkit.law.Finding;
import dev.gradus.testkit.law.Slopes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Checks the slopes of the objective and of ⟨weights, gradients⟩ along a direction of all inputs and parameters against
 * the backward graphs. Inputs stay in their domain.
 */
public final class ModelSecondOrder {
    private static final double RTOL = 1e-8;

    /** The magnitude of the numbers that the model computes with, however small its results. */
    private static final double MAGNITUDE = 1;

    private final ModelCase where;
    private final List<Node> leaves;
    private final double[][] at;
    private final double[][] direction;
    private final Interval reach;

    private ModelSecondOrder(ModelCase where) {
        this.where = where;
        this.leaves = new ArrayList<>(where.nodes());
        leaves.addAll(where.parameters());
        double[][] inputs = where.inputs().arrays();
        double[][] ofInputs = where.inputs().direction();
        this.at = Arrays.copyOf(inputs, leaves.size());
        this.direction = Arrays.copyOf(ofInputs, leaves.size());
        for (int leaf = inputs.length; leaf < at.length; leaf++) {
            at[leaf] = ((Parameter) leaves.get(leaf)).initialValue().toArray();
            direction[leaf] = Directions.golden(at[leaf].length, 13 * leaf);
        }
        Interval smooth = where.inputs().smoothAlong(direction);
        this.reach = new Interval(Math.max(-1, smooth.lower()), Math.min(1, smooth.upper()));
    }

    public static Optional<Finding> check(ModelCase where) {
        ModelSecondOrder law = new ModelSecondOrder(where);
        Node objective = where.objective();
        return law.slope("the objective", objective)
                .or(() -> law.slope("⟨weights, gradients⟩", law.weighted(objective)));
    }

    /** Compares the slope of a function of all leaves with its gradients. */
    private Optional<Finding> slope(String what, Node function) {
        double[][] gradients = where.inputs().pulledBack(gradients(function));
        Execution execution = Execution.of(List.of(function));
        Slopes slopes = new Slopes(
                moved ->
                        execution.give(leaves, where.inputs().onto(moved)).run().value(function),
                at,
                new double[] {1},
                MAGNITUDE);
        Estimate numeric = slopes.along(direction, reach);
        double backward = Directions.dot(gradients, direction);
        if (numeric.judge(backward, RTOL, Directions.magnitude(gradients, direction)) != Verdict.WRONG
                || !numeric.isSmooth()) {
            return Optional.empty();
        }
        return Optional.of(Finding.of(
                        "the derivative of " + what + " along a direction of all inputs and parameters is" + " wrong")
                .with("backward", Text.number(backward))
                .with("numeric", Text.estimate(numeric))
                .with("ratio", Text.ratio(backward, numeric.value())));
    }

    private double[][] gradients(Node function) {
        List<Node> gradients = gradientNodes(function);
        Execution execution = Execution.of(gradients).give(leaves, at).run();
        return gradients.stream().map(execution::value).toArray(double[][]::new);
    }

    private List<Node> gradientNodes(Node function) {
        Gradients all = Gradients.of(function);
        List<Node> variables = where.variables();
        return leaves.stream()
                .map(leaf -> variables.contains(leaf) ? all.wrt(leaf) : Constant.of(Tensor.zeros(leaf.shape())))
                .map(Node.class::cast)
                .toList();
    }

    private Node weighted(Node objective) {
        Node sum = Constant.of(0);
        int start = 0;
        for (Node gradient : gradientNodes(objective)) {
            int elements = gradient.shape().elements();
            Tensor weights = Tensor.of(Shape.of(gradient.shape().sizes()), Directions.golden(elements, start));
            sum = sum.add(gradient.multiply(Constant.of(weights)).sum());
            start += elements;
        }
        return sum;
    }
}
