package dev.gradus.run;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.host.AvailableKernels;
import dev.gradus.kernel.host.Host;
import dev.gradus.node.Node;
import java.util.Set;
import java.util.function.Supplier;

/**
 * @param objective what the gradients are of
 * @param keep nodes whose values are wanted besides the outputs'
 * @param differentiateBy nodes to differentiate by besides the parameters
 * @param oneThread makes the kernels of one thread
 * @param threads how many may share large work
 * @param loopsAtOnce whether generated loops are always used
 * @param checked whether every number is looked at
 * @param forwardOnly whether there is no backward pass
 */
record PlanOptions(
        Objective objective,
        Set<Node> keep,
        Set<Node> differentiateBy,
        Set<Optimization> optimizations,
        Supplier<Kernels> oneThread,
        int threads,
        boolean loopsAtOnce,
        boolean checked,
        boolean forwardOnly) {
    /** Smaller values are not worth handing to threads. */
    private static final int LARGE = 4096;

    boolean has(Optimization optimization) {
        return optimizations.contains(optimization);
    }

    /** Whether ops become straight-line code: only if all values are small. */
    boolean unrolls(int largest) {
        return has(Optimization.GENERATED_LOOPS) && largest < Kernels.FEWEST_FOR_VECTORS;
    }

    /** Where no value fills a vector, vector classes are not even loaded: that takes longer than many steps. */
    Kernels kernels(int largest) {
        return largest >= Kernels.FEWEST_FOR_VECTORS
                ? Host.threaded(largest >= LARGE ? threads : 1, oneThread)
                : AvailableKernels.scalar();
    }
}
