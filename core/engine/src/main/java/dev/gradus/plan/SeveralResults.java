package dev.gradus.plan;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.KernelOp;
import dev.gradus.kernel.Kernels;

/** An op whose value combines several results, each of which it can also write into an array of its own. */
public interface SeveralResults extends KernelOp {
    /**
     * Binds the op so that it computes only some of its results.
     *
     * @param numbers the numbers of these results; the same one may occur several times
     * @param out an array for each number
     */
    BoundOp bind(Kernels kernels, double[][] in, int[] numbers, double[][] out);
}
