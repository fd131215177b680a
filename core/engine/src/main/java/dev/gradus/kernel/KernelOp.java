package dev.gradus.kernel;

/** An op computed by kernels; the result does not depend on which. */
@FunctionalInterface
public interface KernelOp {
    /** Computes the value, as the op's own {@code forward} does. */
    void forward(Kernels kernels, double[][] in, double[] out);

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
