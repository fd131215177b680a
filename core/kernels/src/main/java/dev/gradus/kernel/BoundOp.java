package dev.gradus.kernel;

/** An op with its arrays, prepared once and then run any number of times. */
public abstract class BoundOp {
    /**
     * Writes out the code of {@link #run}.
     *
     * @return whether that was possible
     */
    public boolean unroll(UnrolledCode code) {
        return false;
    }

    /** Computes the value from the operands' present numbers. */
    public abstract void run();
}
