package dev.gradus.kernel;

/**
 * An op whose elements each depend only on the operands' elements at the same place, so that it can be computed in parts.
 */
public interface ElementwiseOp extends KernelOp {
    /**
     * Computes {@code count} contiguous elements.
     *
     * @param at where in its array each operand's first element is
     * @param step for each operand 1, or 0 if one element serves all
     * @param out may be an operand that begins at the same place
     * @param atOut where the results go
     */
    void forward(Kernels kernels, double[][] in, int[] at, int[] step, double[] out, int atOut, int count);
}
