package dev.gradus.run;

import dev.gradus.kernel.KernelOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.UnrolledCode;
import dev.gradus.kernel.host.AvailableKernels;
import dev.gradus.kernel.host.Host;
import dev.gradus.node.Node;
import dev.gradus.plan.RowGroup;
import dev.gradus.plan.fuse.OpSequence;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * The options of a plan.
 *
 * @param objective the node to differentiate
 * @param keep nodes whose values are kept in addition to the outputs
 * @param differentiateBy nodes to differentiate with respect to in addition to the parameters
 * @param oneThread creates the kernels of one thread
 * @param threads the most threads that may share large operations
 * @param loopsAtOnce whether loops are generated immediately and always used, and rows of small values form blocks
 * @param checked whether every number is checked
 * @param forwardOnly whether there is no backward pass
 * @param rowBlocks plans ops that are computed a block of rows at a time
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
        boolean forwardOnly,
        BiFunction<RowGroup, PlanOptions, KernelOp> rowBlocks) {
    /** Below this number of elements, sharing work between threads does not pay off. */
    private static final int LARGE = 4096;

    boolean has(Optimization optimization) {
        return optimizations.contains(optimization);
    }

    /** The options of a block of rows, which one thread computes. */
    PlanOptions forBlocks() {
        Set<Optimization> others = EnumSet.copyOf(optimizations);
        others.remove(Optimization.ROW_BLOCKS);
        return new PlanOptions(
                objective, Set.of(), Set.of(), others, oneThread, 1, loopsAtOnce, checked, forwardOnly, rowBlocks);
    }

    /**
     * Returns the number of runs after which ops are compiled into straight-line code, or {@link OpSequence#NEVER}.
     *
     * @param largest the number of elements of the largest value
     */
    int runsBeforeUnrolling(int largest) {
        if (!has(Optimization.GENERATED_LOOPS) || largest >= Kernels.FEWEST_FOR_VECTORS) {
            return OpSequence.NEVER;
        }
        return loopsAtOnce ? 0 : UnrolledCode.OFTEN;
    }

    /** If no value fills a vector, vector classes are not loaded, because loading them takes longer than many steps. */
    Kernels kernels(int largest) {
        return largest >= Kernels.FEWEST_FOR_VECTORS
                ? Host.threaded(largest >= LARGE ? threads : 1, oneThread)
                : AvailableKernels.scalar();
    }
}
