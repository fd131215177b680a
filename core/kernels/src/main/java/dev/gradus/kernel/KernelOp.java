package dev.gradus.kernel;

/** An op computed by kernels; the result does not depend on which. */
@FunctionalInterface
public interface KernelOp {
    /** No scratch memory. */
    int[] NONE = {};

    /** Computes the value, as the op's own {@code forward} does. */
    void forward(Kernels kernels, double[][] in, double[] out);

    /**
     * How many elements it takes of each array of {@link Kernels#scratch}, so that a plan can allocate and count them: those
     * of the caller's thread. An op that takes them on other threads, too, takes few.
     */
    default int[] scratch() {
        return NONE;
    }

    /** The memory that it has for itself alone, in proportion to its operands. */
    default long ownBytes() {
        return 0;
    }

    /** The op with its arrays. Choices by size are made here: for a few numbers, choosing takes longer than the loop. */
    default BoundOp bind(Kernels kernels, double[][] in, double[] out) {
        return new BoundOp() {
            @Override
            public void run() {
                forward(kernels, in, out);
            }
        };
    }
}
