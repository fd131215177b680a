package dev.gradus.kernel;

/** An op of which each element depends on the operands' elements at its place alone, so that it can be computed in parts. */
public interface ElementwiseOp extends KernelOp {
    /**
     * Computes {@code count} neighbouring elements.
     *
     * @param at where in its array each operand's first element is
     * @param step for each operand 1, or 0 if all elements are combined with that one
     * @param out may be an operand that begins at the same place
     * @param atOut where the results go
     */
    void forward(Kernels kernels, double[][] in, int[] at, int[] step, double[] out, int atOut, int count);
}
