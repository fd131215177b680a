package dev.gradus.check;

import dev.gradus.check.Evidence.Mistake;
import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.node.NoGradient;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Computes the gradients that common mistakes in an op's rule would produce, from numerical derivatives of the op. */
final class Mistakes {
    private final Op op;
    private final Computing computing;
    private final double[][] in;
    private final Function<Node, Domain> domains;
    private final int input;
    private final int[] positions;
    private final Shape shape;

    Mistakes(Op op, Computing computing, double[][] in, Function<Node, Domain> domains, int input, int[] positions) {
        this.op = op;
        this.computing = computing;
        this.in = in;
        this.domains = domains;
        this.input = input;
        this.positions = positions;
        this.shape = op.input(input).shape();
    }

    /**
     * Returns the mistakes that are possible with these shapes. They are the same for any upstream gradient.
     *
     * @param rule the rule's gradients of all inputs
     * @param gradients computes the rule's gradient of an input
     * @param numeric the correct gradient of this input
     */
    List<Mistake> of(Tensor upstream, List<Node> rule, IntFunction<double[]> gradients, Estimate[] numeric) {
        List<Mistake> mistakes = new ArrayList<>();
        boolean isLookedUp = rule.stream().anyMatch(NoGradient.class::isInstance);
        Alignment.of(shape, op.shape())
                .filter(alignment -> !isLookedUp && op.shape().elements() > shape.elements())
                .ifPresent(alignment -> {
                    mistakes.add(oneCopy(alignment.oneCopy(upstream, false), "first"));
                    mistakes.add(oneCopy(alignment.oneCopy(upstream, true), "last"));
                });
        for (int other = 0; other < in.length; other++) {
            if (other != input && !(rule.get(other) instanceof NoGradient)) {
                mistakes.addAll(withOther(other, upstream, gradients.apply(other), gradient(numeric)));
            }
        }
        return mistakes;
    }

    /**
     * @param given the rule's gradient of the other input
     * @param wanted the correct gradient of this input
     */
    private List<Mistake> withOther(int other, Tensor upstream, double[] given, Tensor wanted) {
        List<Mistake> mistakes = new ArrayList<>();
        Shape otherShape = op.input(other).shape();
        String name = RuleCheck.inputName(op, other);
        if (otherShape.elements() == shape.elements()) {
            Tensor there = Tensor.of(shape, given);
            mistakes.add(new Mistake(
                    Cause.SWAPPED,
                    "that of " + name + ": are the two swapped?",
                    Match.isMultiple(there, wanted, 1) ? slopes(in, other, upstream) : unknown()));
        }
        if (otherShape.rank() == 2 && otherShape.size(0) == otherShape.size(1)) {
            mistakes.add(new Mistake(
                    Cause.MISSING_TRANSPOSE,
                    "computed with " + name + "ᵀ in place of " + name + ": a transpose is missing or superfluous",
                    slopes(turned(other), input, upstream)));
        }
        return mistakes;
    }

    private Mistake oneCopy(Tensor upstream, String which) {
        return new Mistake(
                Cause.MISSING_SUM,
                "that of the " + which
                        + " copy alone: the input was broadcast, so a sum over all copies is missing (sumTo)",
                slopes(in, input, upstream));
    }

    private double[][] turned(int other) {
        Shape square = op.input(other).shape();
        double[] matrix = in[other];
        double[][] turned = in.clone();
        turned[other] = new double[matrix.length];
        Arrays.setAll(
                turned[other],
                position -> matrix[square.position(square.index(position)[1], square.index(position)[0])]);
        return turned;
    }

    private Tensor slopes(double[][] at, int by, Tensor upstream) {
        double[] value = new double[op.shape().elements()];
        computing.bind(op, at, value).run();
        RuleSlopes byElements =
                new RuleSlopes(op, computing, at, value, List.of(upstream.toArray()), by, domains.apply(op.input(by)));
        Estimate[] slopes = new Estimate[positions.length];
        Arrays.setAll(slopes, i -> byElements.by(positions[i]).derivative(0, Claim.NONE));
        return gradient(slopes);
    }

    private Tensor unknown() {
        return Tensor.full(shape, Double.NaN);
    }

    /** Places the slopes at their positions, with NaN elsewhere. */
    Tensor gradient(Estimate[] slopes) {
        double[] gradient = new double[shape.elements()];
        Arrays.fill(gradient, Double.NaN);
        for (int i = 0; i < positions.length; i++) {
            gradient[positions[i]] = slopes[i].isSmooth() ? slopes[i].value() : Double.NaN;
        }
        return Tensor.of(shape, gradient);
    }
}
