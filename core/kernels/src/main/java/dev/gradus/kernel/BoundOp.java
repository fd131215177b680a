package dev.gradus.kernel;

/** A {@link KernelOp} bound to its arrays, which can run any number of times. */
public abstract class BoundOp {
    /**
     * Writes {@link #run} as straight-line code.
     *
     * @return false if this op cannot be written that way; {@code code} must then be discarded
     */
    public boolean unroll(UnrolledCode code) {
        return false;
    }

    /** Computes the result from the current contents of the operands. */
    public abstract void run();
}
