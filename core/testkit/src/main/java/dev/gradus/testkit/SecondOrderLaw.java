package dev.gradus.testkit;

import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.graph.Gradients;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.run.Verdict;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The backward pass is a graph like any other; its own derivative, by the inputs and by upstream, is checked like that
 * of the forward pass: first along one direction, then, to say where it is wrong, by every element.
 */
final class SecondOrderLaw {
    private static final double RTOL = 1e-8;

    private final OpCase where;
    private final Backward rule;
    private final List<Integer> differentiable = new ArrayList<>();
    private final List<Node> variables = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final double[][] at;

    private SecondOrderLaw(OpCase where) {
        this.where = where;
        this.rule = Backward.of(where.op());
        for (int input = 0; input < where.inputs().size(); input++) {
            if (where.spec().inputs().get(input).hasDerivative()) {
                variables.add(where.inputs().get(input));
                names.add(where.spec().inputs().get(input).name());
                if (rule.none(input).isEmpty()) {
                    differentiable.add(input);
                }
            } else {
                variables.add(where.inputs().get(input));
                names.add("");
            }
        }
        variables.add(rule.upstream());
        names.add("upstream");
        double[][] inputs = where.arrays();
        this.at = new double[inputs.length + 1][];
        System.arraycopy(inputs, 0, at, 0, inputs.length);
        at[inputs.length] = where.upstream().toArray();
    }

    static Optional<Finding> check(OpCase where) {
        SecondOrderLaw law = new SecondOrderLaw(where);
        return law.differentiable.isEmpty() ? Optional.empty() : law.check();
    }

    private Optional<Finding> check() {
        List<Tensor> weights = new ArrayList<>();
        for (int input : differentiable) {
            Tensor gradient = where.values().get(input);
            weights.add(Tensor.of(
                    gradient.shape(), Directions.golden(gradient.shape().elements(), weights.size())));
        }
        double[][] analytic = analytic(weights);
        Slopes slopes = new Slopes(
                this::gradients,
                at,
                concatenated(weights.stream().map(Tensor::toArray).toList()),
                1);
        double[][] direction = direction();
        Estimate numeric = slopes.along(direction, Directions.smoothAlong(where, direction));
        double product = Directions.dot(analytic, direction);
        if (numeric.judge(product, RTOL, Directions.magnitude(analytic, direction)) == Verdict.PASS) {
            return Optional.empty();
        }
        return Optional.of(byElement(slopes, analytic)
                .orElseGet(() -> Finding.of("the derivative of the rule itself is wrong along some direction")
                        .with("backward", Text.number(product))
                        .with("numeric", Text.estimate(numeric))));
    }

    /** All gradients that the rule gives, one after the other. */
    private double[] gradients(double[][] inputsAndUpstream) {
        int inputs = inputsAndUpstream.length - 1;
        double[][] in = new double[inputs][];
        System.arraycopy(inputsAndUpstream, 0, in, 0, inputs);
        double[][] all = rule.at(in, inputsAndUpstream[inputs]);
        return concatenated(differentiable.stream().map(input -> all[input]).toList());
    }

    /** The derivative of ⟨weights, gradients⟩ by the inputs and by upstream, from the rules of the rule's own nodes. */
    private double[][] analytic(List<Tensor> weights) {
        Node sum = Constant.of(0);
        for (int k = 0; k < weights.size(); k++) {
            Node gradient = rule.gradients().get(differentiable.get(k));
            sum = sum.add(gradient.multiply(Constant.of(weights.get(k))).sum());
        }
        Gradients second = Gradients.of(sum);
        List<Node> nodes = new ArrayList<>();
        for (int k = 0; k < variables.size(); k++) {
            nodes.add(names.get(k).isEmpty() ? Constant.of(0) : second.wrt(variables.get(k)));
        }
        Execution execution = Execution.of(nodes).give(variables, at).run();
        double[][] result = new double[at.length][];
        for (int k = 0; k < result.length; k++) {
            result[k] = names.get(k).isEmpty() ? new double[at[k].length] : execution.value(nodes.get(k));
        }
        return result;
    }

    private double[][] direction() {
        double[][] ofInputs = Directions.golden(where);
        double[][] direction = new double[at.length][];
        System.arraycopy(ofInputs, 0, direction, 0, ofInputs.length);
        direction[ofInputs.length] = Directions.golden(at[ofInputs.length].length, 7);
        return direction;
    }

    private Optional<Finding> byElement(Slopes slopes, double[][] analytic) {
        for (int k = 0; k < at.length; k++) {
            for (int i = 0; i < at[k].length && !names.get(k).isEmpty(); i++) {
                boolean isUpstream = k == at.length - 1;
                Estimate numeric = slopes.by(k, i, isUpstream ? Interval.EVERYTHING : where.smoothAround(k, i));
                if (numeric.judge(analytic[k][i], RTOL, 1) != Verdict.PASS) {
                    String element = isUpstream
                            ? "upstream" + Text.index(where.upstream().shape().index(i))
                            : Text.element(where, k, i);
                    return Optional.of(Finding.of("the derivative of the rule itself by " + element + " is wrong")
                            .with("backward", Text.number(analytic[k][i]))
                            .with("numeric", Text.estimate(numeric))
                            .with("ratio", Text.ratio(analytic[k][i], numeric.value())));
                }
            }
        }
        return Optional.empty();
    }

    private static double[] concatenated(List<double[]> arrays) {
        double[] all =
                new double[arrays.stream().mapToInt(array -> array.length).sum()];
        int start = 0;
        for (double[] array : arrays) {
            System.arraycopy(array, 0, all, start, array.length);
            start += array.length;
        }
        return all;
    }
}
