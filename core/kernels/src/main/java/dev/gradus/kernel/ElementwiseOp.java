package dev.gradus.kernel;

/**
 * An op in which each element of the result depends only on the operands' elements at the same index, so that any range
 * can be computed separately.
 */
public interface ElementwiseOp extends KernelOp {
    /**
     * Computes {@code count} contiguous elements.
     *
     * @param at the index of each operand's first element
     * @param step for each operand 1, or 0 if its one element is used for the whole range
     * @param out may be one of the operands if both ranges start at the same index
     * @param atOut the index of the first result
     */
    void forward(Kernels kernels, double[][] in, int[] at, int[] step, double[] out, int atOut, int count);
}
