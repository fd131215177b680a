package dev.gradus.kernel.loop;

import dev.gradus.kernel.KernelOp;
import dev.gradus.kernel.reduce.AxisSums;

/** An op that sums one term per element. A generated loop that computes the elements can also accumulate the terms. */
public interface SummingOp extends KernelOp {
    /** The value of {@link #checkedOperand} if no operand is checked. */
    int NONE = -1;

    /** Returns the axes over which terms are summed. */
    AxisSums reduction();

    /** Returns the term for the elements of the operands. */
    default LoopValue summand(LoopCode code, LoopValue[] operands) {
        return operands[0];
    }

    /** Returns the result for a sum. */
    default double ofSum(double sum) {
        return sum;
    }

    /** Returns the operand that must be checked as a whole before anything is computed, or {@link #NONE}. */
    default int checkedOperand() {
        return NONE;
    }

    /** Throws an exception if the elements of the {@link #checkedOperand} are invalid. */
    default void check(double[] elements) {}
}
