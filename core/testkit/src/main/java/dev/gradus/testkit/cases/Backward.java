package dev.gradus.testkit.cases;

import dev.gradus.node.Input;
import dev.gradus.node.NoGradient;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The backward rule of an op, called once with an input node for the upstream gradient and then computed with numbers.
 */
public final class Backward {
    /**
     * Terms are not this much larger than usual. A difference that only larger ones would explain is a mistake, such as a
     * rule that computes in float.
     */
    private static final double GENEROUS = 0x1p16;

    private final Op op;
    private final Node upstream;
    private final List<Node> gradients;
    private final Execution execution;

    /** Whether the rule has ops that are not built in: each may add terms that do not show. */
    private final boolean isOpaque;

    private Backward(Op op, Node upstream, List<Node> gradients) {
        this.op = op;
        this.upstream = upstream;
        this.gradients = gradients;
        this.execution = Execution.of(gradients.stream()
                        .filter(node -> !(node instanceof NoGradient))
                        .toList())
                .exact(IntStream.range(0, gradients.size())
                        .filter(input -> none(input).isPresent())
                        .mapToObj(op::input)
                        .toList());
        this.isOpaque = execution.ops().anyMatch(other -> other != op && !other.isBuiltIn());
    }

    /**
     * The rule of an op.
     *
     * @throws dev.gradus.node.BackwardRuleException if it returns gradients that do not fit
     */
    public static Backward of(Op op) {
        Node upstream = Input.of("upstream", op.shape());
        return new Backward(op, upstream, op.gradients(upstream));
    }

    /** The same nodes, computed with arrays of their own. */
    public Backward inAnotherPass() {
        return new Backward(op, upstream, gradients);
    }

    public Node upstream() {
        return upstream;
    }

    public List<Node> gradients() {
        return gradients;
    }

    /** The mark that replaces a gradient, if there is one. */
    public Optional<NoGradient> none(int input) {
        return gradients.get(input) instanceof NoGradient none ? Optional.of(none) : Optional.empty();
    }

    /** The gradients at these values of the inputs; zeros where the rule returns none. */
    public double[][] at(double[][] in, double[] gradientOfThis) {
        return results(
                in,
                execution
                        .forget(op)
                        .give(op.inputs(), in)
                        .give(upstream, gradientOfThis)
                        .run());
    }

    /** What the rule computes on its way in arrays of this shape, by formulas. */
    public Map<String, double[]> inner(double[][] in, double[] gradientOfThis, Shape shape) {
        at(in, gradientOfThis);
        Map<String, double[]> inner = new LinkedHashMap<>();
        execution
                .ops()
                .filter(other -> other != op && other.shape().equals(shape))
                .forEach(other -> inner.put(other.expression(), execution.value(other)));
        return inner;
    }

    /** The magnitude of the terms of each element of the gradient for one input. */
    public double[] terms(double[][] in, double[] gradientOfThis, int input) {
        double[] exact = at(in, gradientOfThis)[input];
        double[] terms = Jitter.terms(
                exact,
                jitter -> results(
                        in,
                        execution
                                .forget(op)
                                .give(op.inputs(), in)
                                .give(upstream, jitter.moved(gradientOfThis))
                                .run(jitter))[input]);
        if (isOpaque) {
            double[] hidden = Jitter.hiddenTerms(exact, gradientOfThis, moved -> at(in, moved)[input]);
            double[] usual = usualTerms(in, gradientOfThis, input);
            Arrays.setAll(terms, i -> Math.max(terms[i], Math.max(usual[i], Math.min(hidden[i], GENEROUS * usual[i]))));
        }
        return terms;
    }

    /**
     * The magnitude upstream · value / input, which the terms of a rule have if the value neither grows nor varies much
     * faster than the input. They may cancel, and a small one may vanish beside a large one.
     */
    public double[] usualTerms(double[][] in, double[] gradientOfThis, int input) {
        double most = largest(gradientOfThis) * largest(Execution.forward(op, in));
        double least =
                Arrays.stream(in[input]).map(Math::abs).filter(x -> x > 0).min().orElse(1);
        return Arrays.stream(in[input])
                .map(x -> most / (x == 0 ? least : Math.abs(x)))
                .map(terms -> Double.isFinite(terms) ? terms : 0)
                .toArray();
    }

    private static double largest(double[] array) {
        return Arrays.stream(array)
                .map(Math::abs)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    /** The gradients, given the value of the op as well, so that its forward is not called. */
    public double[][] from(double[][] in, double[] value, double[] gradientOfThis) {
        return results(
                in,
                execution
                        .give(op.inputs(), in)
                        .give(upstream, gradientOfThis)
                        .give(op, value)
                        .run());
    }

    private double[][] results(double[][] in, Execution done) {
        double[][] result = new double[in.length][];
        for (int i = 0; i < in.length; i++) {
            result[i] = none(i).isPresent() ? new double[in[i].length] : done.value(gradients.get(i));
        }
        return result;
    }

    /** The inputs on which the gradients depend, other than those of the op and the upstream gradient. */
    public List<Node> strangers() {
        return execution.leaves().stream()
                .filter(leaf -> leaf instanceof Input
                        && leaf != upstream
                        && !op.inputs().contains(leaf))
                .toList();
    }

    /** The change that an op of the rule makes outside its output, if any. */
    public Optional<String> touched(double[][] in, double[] gradientOfThis) {
        return execution
                .forget(op)
                .give(op.inputs(), in)
                .give(upstream, gradientOfThis)
                .touched();
    }
}
