package dev.gradus.kernel;

/** An op that computes with the kernels that it is given; what it computes does not depend on which. */
@FunctionalInterface
public interface KernelOp {
    /** Computes the value, as the op's own {@code forward} does. */
    void forward(Kernels kernels, double[][] in, double[] out);

    /**
     * The op with its arrays. What can be decided by their sizes is decided here: on a few numbers, finding the way to the
     * loop takes longer than the loop.
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
