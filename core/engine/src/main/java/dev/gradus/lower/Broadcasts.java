package dev.gradus.lower;

import dev.gradus.kernel.move.Broadcast;
import dev.gradus.node.Op;

/** Describes how an op's operands are broadcast to its shape. */
final class Broadcasts {
    private Broadcasts() {}

    static Broadcast of(Op op) {
        int[][] operands = new int[op.inputs().size()][];
        for (int i = 0; i < operands.length; i++) {
            operands[i] = op.input(i).shape().sizes();
        }
        return Broadcast.to(op.shape().sizes(), operands);
    }
}
