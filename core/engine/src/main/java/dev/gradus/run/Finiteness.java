package dev.gradus.run;

import dev.gradus.node.BinaryOp;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.UnaryOp;
import dev.gradus.node.Where;
import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.StringJoiner;

/** Finds the first number that is infinite or NaN and says where it came from. */
final class Finiteness {
    private Finiteness() {}

    static void check(Op op, double[][] in, double[] out) {
        for (int i = 0; i < out.length; i++) {
            if (!Double.isFinite(out[i])) {
                throw new NonFiniteException(message(op, in, out[i], i));
            }
        }
    }

    private static String message(Op op, double[][] in, double value, int position) {
        int[] index = op.shape().index(position);
        String what = op.madeBy()
                .map(maker -> "In the backward pass through " + maker.describe() + ", " + op.expression())
                .orElse(op.describe());
        return what + " is " + value + at(index) + operands(op, in, index);
    }

    private static String at(int[] index) {
        return index.length == 0 ? "" : " at " + Arrays.toString(index);
    }

    /** The operands' elements at the same place, for ops that work element by element. */
    private static String operands(Op op, double[][] in, int[] index) {
        StringJoiner values = new StringJoiner(", ", ", from ", "");
        values.setEmptyValue("");
        if (op instanceof UnaryOp || op instanceof BinaryOp || op instanceof Where) {
            for (int k = 0; k < in.length; k++) {
                Node operand = op.input(k);
                values.add(operand.expression() + " = " + in[k][position(operand.shape(), index)]);
            }
        }
        return values.toString();
    }

    private static int position(Shape operand, int[] index) {
        int shift = index.length - operand.rank();
        int[] own = new int[operand.rank()];
        for (int axis = 0; axis < own.length; axis++) {
            own[axis] = operand.size(axis) == 1 ? 0 : index[axis + shift];
        }
        return operand.position(own);
    }
}
