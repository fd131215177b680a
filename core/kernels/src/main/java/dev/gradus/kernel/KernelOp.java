package dev.gradus.kernel;

/** An op that runs on {@link Kernels}. All implementations of the kernels produce the same bits. */
@FunctionalInterface
public interface KernelOp {
    /** The value of {@link #scratch} for an op that needs no scratch memory. */
    int[] NONE = {};

    /** Computes the same bits as the {@code forward} method of the graph's op. */
    void forward(Kernels kernels, double[][] in, double[] out);

    /**
     * Returns the sizes of the arrays that the op requests from {@link Kernels#scratch} on the calling thread. A plan
     * allocates and counts them in advance. Small requests on other threads are not counted.
     */
    default int[] scratch() {
        return NONE;
    }

    /** Returns the bytes that the op allocates for itself, if they grow with its operands. */
    default long ownBytes() {
        return 0;
    }

    /**
     * Binds the op to its arrays. Code that depends on sizes is chosen here, because for a few elements the choice
     * takes longer than the loop.
     */
    default BoundOp bind(Kernels kernels, double[][] in, double[] out) {
        return new BoundOp() {
            @Override
            public void run() {
                forward(kernels, in, out);
            }
        };
    }
}
