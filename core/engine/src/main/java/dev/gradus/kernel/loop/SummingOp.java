package dev.gradus.kernel.loop;

import dev.gradus.kernel.KernelOp;
import dev.gradus.kernel.reduce.Reduction;

/** An op that adds up what it makes of each element; a loop that computes the elements can add up on the way. */
public interface SummingOp extends KernelOp {
    /** Instead of an operand's index: there is none. */
    int NONE = -1;

    /** Which elements go into each sum. */
    Reduction reduction();

    /** What the op adds up of the operands' elements. */
    default LoopValue summand(LoopCode code, LoopValue[] operands) {
        return operands[0];
    }

    /** What the op makes of a sum. */
    default double ofSum(double sum) {
        return sum;
    }

    /** Which operand has to be looked at as a whole before anything is computed, or {@link #NONE}. */
    default int checkedOperand() {
        return NONE;
    }

    /** Looks at that operand's elements and throws if it does not take them. */
    default void check(double[] elements) {}
}
