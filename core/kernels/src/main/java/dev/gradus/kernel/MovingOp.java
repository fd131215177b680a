package dev.gradus.kernel;

/**
 * An op that copies elements of its operands to other positions, or writes zeros. Any range of the result can be copied
 * separately.
 */
@FunctionalInterface
public interface MovingOp extends KernelOp {
    /** Copies the elements {@code from} to {@code to} − 1 of the result to {@code out}, beginning at {@code at}. */
    void copy(double[][] in, double[] out, int at, int from, int to);

    @Override
    default void forward(Kernels kernels, double[][] in, double[] out) {
        copy(in, out, 0, 0, out.length);
    }
}
