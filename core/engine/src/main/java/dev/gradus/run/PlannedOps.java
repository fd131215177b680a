package dev.gradus.run;

import dev.gradus.kernel.KernelOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.node.Node;
import dev.gradus.plan.Buffers;
import dev.gradus.plan.Program;
import dev.gradus.plan.SeparateResults;
import dev.gradus.plan.fuse.FusedTasks;
import dev.gradus.plan.fuse.Fusion;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * An optimized program with its arrays and tasks.
 *
 * @param found the number of ops that each optimization changed
 * @param ops the indices of the ops that are computed
 * @param groups the number of groups of ops that are computed block by block
 * @param scratchBytes the size of the arrays that ops use only while they are computed
 */
record PlannedOps(
        Program program,
        Map<Optimization, Integer> found,
        BitSet ops,
        int groups,
        Kernels kernels,
        long scratchBytes,
        Buffers buffers,
        FusedTasks tasks) {

    /**
     * Optimizes a program and binds its ops.
     *
     * @param leaves the arrays of inputs and parameters
     * @param newArrays allocates an array of a given length
     * @param isRepeated whether the program is a step that is repeated many times
     */
    static PlannedOps of(
            Program program,
            PlanOptions options,
            Function<Node, double[]> leaves,
            IntFunction<double[]> newArrays,
            boolean isRepeated) {
        Kernels kernels = options.kernels(program.largest());
        Map<Optimization, Integer> found = Rewrites.apply(program, options);
        BitSet ops = program.needed();
        if (options.has(Optimization.SEPARATE_RESULTS)) {
            found.put(Optimization.SEPARATE_RESULTS, SeparateResults.apply(program, ops));
        }
        Fusion fusion = new Fusion(
                program,
                ops,
                options.has(Optimization.GROUPS),
                options.has(Optimization.GENERATED_LOOPS),
                options.loopsAtOnce(),
                isRepeated);
        Buffers buffers = new Buffers(
                program,
                ops,
                fusion::arrayLength,
                fusion::lastWith,
                options.has(Optimization.REUSED_BUFFERS),
                options.has(Optimization.IN_PLACE),
                leaves,
                newArrays);
        FusedTasks tasks = fusion.bind(buffers, kernels);
        long scratchBytes = allocateScratch(program, ops, kernels);
        return new PlannedOps(program, found, ops, fusion.groups(), kernels, scratchBytes, buffers, tasks);
    }

    /** The same without the tasks, which take as much memory as the nodes and are needed only to bind the ops. */
    PlannedOps withoutTasks() {
        FusedTasks none = new FusedTasks(List.of(), tasks.generatedLoops());
        return new PlannedOps(program, found, ops, groups, kernels, scratchBytes, buffers, none);
    }

    /** All ops share scratch arrays, each as large as any op needs. Returns their size and that of arrays ops own. */
    private static long allocateScratch(Program program, BitSet ops, Kernels kernels) {
        int[] most = {};
        long own = 0;
        for (int index = ops.nextSetBit(0); index >= 0; index = ops.nextSetBit(index + 1)) {
            KernelOp computation = program.computation(index);
            own += computation.ownBytes();
            int[] scratch = computation.scratch();
            if (scratch.length > most.length) {
                most = Arrays.copyOf(most, scratch.length);
            }
            for (int which = 0; which < scratch.length; which++) {
                most[which] = Math.max(most[which], scratch[which]);
            }
        }
        for (int which = 0; which < most.length; which++) {
            kernels.scratch(which, most[which]);
        }
        return own + Double.BYTES * Arrays.stream(most).asLongStream().sum();
    }
}
