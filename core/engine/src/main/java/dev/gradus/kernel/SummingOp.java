package dev.gradus.kernel;

/** An op that adds up what it makes of each element; a loop that computes the elements can add up on the way. */
public interface SummingOp extends KernelOp {
    /** Which elements go into each sum. */
    Reduction reduction();

    /** What the op adds up of the operands' elements. */
    default Term summand(LoopCode code, Term[] operands) {
        return operands[0];
    }

    /** What the op makes of a sum. */
    default double ofSum(double sum) {
        return sum;
    }
}
