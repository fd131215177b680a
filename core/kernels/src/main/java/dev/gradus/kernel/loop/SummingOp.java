package dev.gradus.kernel.loop;

import dev.gradus.kernel.KernelOp;
import dev.gradus.kernel.reduce.AxisSums;

/** An op that sums a term per element. A loop that computes the elements can add up the terms as well. */
public interface SummingOp extends KernelOp {
    /** Stands for no operand. */
    int NONE = -1;

    /** Which elements go into each sum. */
    AxisSums reduction();

    /** The term of the operands' elements. */
    default LoopValue summand(LoopCode code, LoopValue[] operands) {
        return operands[0];
    }

    /** The result for a sum. */
    default double ofSum(double sum) {
        return sum;
    }

    /** The operand that has to be checked as a whole before anything is computed, or {@link #NONE}. */
    default int checkedOperand() {
        return NONE;
    }

    /** Throws if the op does not take these elements of the {@link #checkedOperand}. */
    default void check(double[] elements) {}
}
