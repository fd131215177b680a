package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Thrown when an op's backward rule throws an exception or returns something that cannot be the gradients of its
 * inputs.
 */
public final class BackwardRuleException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private BackwardRuleException(String message) {
        super(message);
    }

    private BackwardRuleException(String message, Exception cause) {
        super(message, cause);
    }

    /** Wraps an exception that a rule threw. */
    static BackwardRuleException of(Op op, Exception thrown) {
        return thrown instanceof BackwardRuleException named
                ? named
                : new BackwardRuleException(
                        op.name() + ".backward: the rule of " + op.describe() + " threw " + thrown, thrown);
    }

    static void check(Op op, List<Node> gradients) {
        int inputs = op.inputs().size();
        if (gradients == null) {
            throw new BackwardRuleException(op.name() + ".backward returned null; it must return a list of "
                    + counted(inputs, "gradient") + ", with zero() or undefined(why) for inputs without a gradient.");
        }
        if (gradients.size() != inputs) {
            throw new BackwardRuleException(op.name() + ".backward returned " + counted(gradients.size(), "gradient")
                    + " for " + counted(inputs, "input") + ".");
        }
        for (int i = 0; i < inputs; i++) {
            Node gradient = gradients.get(i);
            Node input = op.input(i);
            if (gradient == null) {
                throw new BackwardRuleException(op.name() + ".backward: the gradient for " + op.operand(i)
                        + " is null; return zero() or undefined(why) if there is no gradient.");
            }
            if (!(gradient instanceof NoGradient) && !gradient.shape().equals(input.shape())) {
                String name = input.isNamed() ? input.label() : op.operand(i);
                throw new BackwardRuleException(op.name() + ".backward: gradient for " + name + " has shape "
                        + gradient.shape() + " but " + name + " is " + input.shape()
                        + cause(gradient.shape(), input.shape(), name) + ".");
            }
        }
    }

    private static String counted(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    private static String cause(Shape gradient, Shape input, String name) {
        if (isReversed(gradient, input)) {
            return "; a transpose is probably missing";
        }
        if (Broadcasting.canGrow(input, gradient)) {
            return "; " + name + " was broadcast, so its gradient is a sum over the copies: sumTo(" + name
                    + ".shape()) is probably missing";
        }
        if (gradient.elements() == input.elements()) {
            return "; a reshape is probably missing";
        }
        return "";
    }

    private static boolean isReversed(Shape gradient, Shape input) {
        int rank = input.rank();
        return gradient.rank() == rank
                && rank > 1
                && IntStream.range(0, rank).allMatch(axis -> gradient.size(axis) == input.size(rank - 1 - axis));
    }
}
