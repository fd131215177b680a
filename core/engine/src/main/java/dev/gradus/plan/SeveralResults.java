package dev.gradus.plan;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.KernelOp;
import dev.gradus.kernel.Kernels;

/** An op whose value is made up of several results, each of which it can also compute into an array of its own. */
public interface SeveralResults extends KernelOp {
    /**
     * Some of the results with their arrays; no others are computed.
     *
     * @param numbers the numbers of the results, of which some may be equal
     * @param out an array for each
     */
    BoundOp bind(Kernels kernels, double[][] in, int[] numbers, double[][] out);
}
