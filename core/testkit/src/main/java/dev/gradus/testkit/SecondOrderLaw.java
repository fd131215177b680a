package dev.gradus.testkit;

import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.graph.Gradients;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.run.Verdict;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The backward pass is a graph like any other. Its own derivative, by the inputs and by upstream, is checked like that of
 * the forward pass: first along one direction, then, to find the wrong element, by every element.
 *
 * <p>The function is ⟨weights, gradients⟩ for some fixed weights.
 */
final class SecondOrderLaw {
    private static final double RTOL = 1e-8;

    /** The magnitude of the numbers that a rule computes with, such as the 1 of 1 − σ, however small its result. */
    private static final double MAGNITUDE = 1;

    private final OpCase where;
    private final Backward rule;
    private final int inputs;
    private final List<Integer> given;
    private final double[] weights;
    private final double[][] at;

    private SecondOrderLaw(OpCase where, Backward rule) {
        this.where = where;
        this.rule = rule;
        this.inputs = where.inputs().size();
        this.given = IntStream.range(0, inputs)
                .filter(input -> hasDerivative(input) && rule.none(input).isEmpty())
                .boxed()
                .toList();
        this.weights = Directions.golden(
                given.stream().mapToInt(input -> elements(input)).sum(), 0);
        this.at = withUpstream(where.arrays(), where.upstream().toArray());
    }

    static Optional<Finding> check(OpCase where) {
        SecondOrderLaw law = new SecondOrderLaw(where, Backward.of(where.op()));
        return law.given.isEmpty() ? Optional.empty() : law.check();
    }

    private Optional<Finding> check() {
        double[][] analytic = where.pulledBack(analytic());
        Slopes slopes = new Slopes(this::gradients, at, weights, MAGNITUDE);
        double[][] direction = withUpstream(
                Directions.golden(where),
                Directions.golden(where.upstream().shape().elements(), 7));
        Estimate numeric = slopes.along(direction, Directions.smoothAlong(where, direction));
        double product = Directions.dot(analytic, direction);
        if (numeric.judge(product, RTOL, Directions.magnitude(analytic, direction)) == Verdict.PASS) {
            return Optional.empty();
        }
        return Optional.of(byElement(slopes, analytic)
                .orElseGet(() -> wrong("along a direction of all inputs and upstream", product, numeric)));
    }

    /** All gradients of the rule, one after the other. */
    private double[] gradients(double[][] inputsAndUpstream) {
        double[][] in = Arrays.copyOf(where.onto(inputsAndUpstream), inputs);
        double[][] gradients = rule.at(in, inputsAndUpstream[inputs]);
        double[] all = new double[weights.length];
        int start = 0;
        for (int input : given) {
            System.arraycopy(gradients[input], 0, all, start, gradients[input].length);
            start += gradients[input].length;
        }
        return all;
    }

    /** The derivative by the inputs and by upstream, from the rules of the rule's own nodes. */
    private double[][] analytic() {
        Node sum = Constant.of(0);
        int start = 0;
        for (int input : given) {
            Shape shape = where.layout().shape(input);
            int offset = start;
            Tensor weight = Tensor.generate(shape, i -> weights[offset + i]);
            sum = sum.add(
                    rule.gradients().get(input).multiply(Constant.of(weight)).sum());
            start += shape.elements();
        }
        Gradients second = Gradients.of(sum);
        List<Node> variables = new ArrayList<>(where.inputs());
        variables.add(rule.upstream());
        List<Node> derivatives = new ArrayList<>();
        for (int k = 0; k <= inputs; k++) {
            Node zeros = Constant.of(Tensor.zeros(variables.get(k).shape()));
            derivatives.add(k == inputs || hasDerivative(k) ? second.wrt(variables.get(k)) : zeros);
        }
        Execution execution = Execution.of(derivatives).give(variables, at).run();
        return derivatives.stream().map(execution::value).toArray(double[][]::new);
    }

    private Optional<Finding> byElement(Slopes slopes, double[][] analytic) {
        for (int k = 0; k <= inputs; k++) {
            for (int i = 0; i < at[k].length && (k == inputs || hasDerivative(k)); i++) {
                Interval smooth = k == inputs ? Interval.EVERYTHING : where.smoothAround(k, i);
                Estimate numeric = slopes.by(k, i, smooth);
                if (numeric.judge(analytic[k][i], RTOL, MAGNITUDE) != Verdict.PASS) {
                    String element = k == inputs
                            ? "upstream" + Text.index(where.upstream().shape().index(i))
                            : Text.element(where, k, i);
                    return Optional.of(wrong("by " + element, analytic[k][i], numeric));
                }
            }
        }
        return Optional.empty();
    }

    private static Finding wrong(String by, double backward, Estimate numeric) {
        return Finding.of("the derivative of the rule itself " + by + " is wrong")
                .with("backward", Text.number(backward))
                .with("numeric", Text.estimate(numeric))
                .with("ratio", Text.ratio(backward, numeric.value()));
    }

    private boolean hasDerivative(int input) {
        return where.spec().inputs().get(input).hasDerivative();
    }

    private int elements(int input) {
        return where.layout().shape(input).elements();
    }

    private static double[][] withUpstream(double[][] ofInputs, double[] ofUpstream) {
        double[][] all = new double[ofInputs.length + 1][];
        System.arraycopy(ofInputs, 0, all, 0, ofInputs.length);
        all[ofInputs.length] = ofUpstream;
        return all;
    }
}
