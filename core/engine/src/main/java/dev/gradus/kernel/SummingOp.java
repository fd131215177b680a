package dev.gradus.kernel;

/** An op that adds up elements, or averages them; a loop that computes them can add them up on the way. */
public interface SummingOp extends KernelOp {
    /** Which elements go into each sum. */
    Reduction reduction();

    /** By what a sum is divided. */
    default int divisor() {
        return 1;
    }
}
