package dev.gradus.kernel;

/**
 * An op that copies elements of its operands to other positions, or writes zeros. Any range of the result can be copied
 * separately.
 */
@FunctionalInterface
public interface MovingOp extends KernelOp {
    /** The {@link #reach} of an op that may copy elements from anywhere. */
    int ANYWHERE = Integer.MAX_VALUE;

    /** Copies the elements {@code from} to {@code to} − 1 of the result to {@code out}, beginning at {@code at}. */
    void copy(double[][] in, double[] out, int at, int from, int to);

    /** Returns the greatest distance between the indices of an element of the result and the one copied from an operand. */
    default int reach(int operand) {
        return ANYWHERE;
    }

    /**
     * The same for parts of operands. An operand whose {@link #reach} is {@link #ANYWHERE} is given as a whole.
     *
     * @param starts for each operand, the index of the first element in its array
     */
    default void copy(double[][] in, int[] starts, double[] out, int at, int from, int to) {
        copy(in, out, at, from, to);
    }

    @Override
    default void forward(Kernels kernels, double[][] in, double[] out) {
        copy(in, out, 0, 0, out.length);
    }
}
