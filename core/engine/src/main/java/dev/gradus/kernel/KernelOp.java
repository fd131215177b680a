package dev.gradus.kernel;

/** An op that computes with the kernels that it is given; what it computes does not depend on which. */
@FunctionalInterface
public interface KernelOp {
    /** Computes the value, as the op's own {@code forward} does. */
    void forward(Kernels kernels, double[][] in, double[] out);
}
