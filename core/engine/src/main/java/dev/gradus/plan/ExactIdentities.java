package dev.gradus.plan;

import dev.gradus.node.BroadcastTo;
import dev.gradus.node.Constant;
import dev.gradus.node.DivideBroadcast;
import dev.gradus.node.MultiplyBroadcast;
import dev.gradus.node.Negate;
import dev.gradus.node.Node;
import dev.gradus.node.Reshape;
import dev.gradus.node.StopGradient;
import dev.gradus.node.SubtractBroadcast;
import dev.gradus.node.Transpose;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;

/**
 * Replaces ops whose value has the bits of an operand: x ∗ 1, 1 ∗ x, x / 1, x − 0, −(−x), (xᵀ)ᵀ and stopGradient(x).
 * It keeps x ∗ 0, which is NaN for an infinite x, and x + 0, which turns −0 into 0.
 */
public final class ExactIdentities implements Rewrite {
    /** The most moves between a constant and the op that reads it, so that planning takes linear time. */
    private static final int MOST_MOVES = 8;

    @Override
    public boolean apply(Program program, int index) {
        Node op = program.node(index);
        if (op instanceof MultiplyBroadcast) {
            return isNeutral(program, index, 1, 1.0) || isNeutral(program, index, 0, 1.0);
        } else if (op instanceof DivideBroadcast) {
            return isNeutral(program, index, 1, 1.0);
        } else if (op instanceof SubtractBroadcast) {
            return isNeutral(program, index, 1, 0.0);
        } else if (op instanceof Negate) {
            int x = program.input(index, 0);
            return program.node(x) instanceof Negate
                    && program.isComputed(x)
                    && program.replace(index, program.input(x, 0));
        }
        if (op instanceof Transpose transpose) {
            int x = program.input(index, 0);
            return program.isComputed(x)
                    && program.node(x) instanceof Transpose first
                    && !program.isReshaped(index, 0)
                    && undoes(transpose, first)
                    && program.replace(index, program.input(x, 0));
        }
        return op instanceof StopGradient && program.replace(index, program.input(index, 0));
    }

    private static boolean undoes(Transpose second, Transpose first) {
        for (int axis = 0; axis < first.axes().size(); axis++) {
            if (first.axes().get(second.axes().get(axis)) != axis) {
                return false;
            }
        }
        return true;
    }

    /** Replaces the op by its other operand if all elements of this operand are the neutral number. */
    private static boolean isNeutral(Program program, int index, int operand, double neutral) {
        int other = program.input(index, 1 - operand);
        return program.elements(other) == program.elements(index)
                && isEverywhere(program, program.input(index, operand), neutral)
                && program.replace(index, other);
    }

    private static boolean isEverywhere(Program program, int index, double number) {
        int source = index;
        for (int moves = 0; moves < MOST_MOVES && isMove(program.node(source)); moves++) {
            source = program.input(source, 0);
        }
        return program.node(source) instanceof Constant constant && isEverywhere(constant.value(), number);
    }

    private static boolean isMove(Node node) {
        return node instanceof BroadcastTo || node instanceof Reshape || node instanceof Transpose;
    }

    private static boolean isEverywhere(Tensor value, double number) {
        Shape shape = value.shape();
        return shape.elements() > 0
                && value.get(new int[shape.rank()]) == number
                && value.equals(Tensor.full(shape, number));
    }
}
