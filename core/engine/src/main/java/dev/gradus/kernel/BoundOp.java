package dev.gradus.kernel;

/** An op with the arrays that it computes between, prepared once and then run as often as one likes. */
public abstract class BoundOp {
    /**
     * Writes out what {@link #run} does.
     *
     * @return whether that was possible
     */
    public boolean unroll(UnrolledCode code) {
        return false;
    }

    /** Computes the value from what the operands hold now. */
    public abstract void run();
}
