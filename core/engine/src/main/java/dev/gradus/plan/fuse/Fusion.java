package dev.gradus.plan.fuse;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.KernelOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.MovingOp;
import dev.gradus.plan.Buffers;
import dev.gradus.plan.Program;
import dev.gradus.plan.SeveralResults;
import dev.gradus.plan.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides which ops of a program are computed together, either block by block or by generated loops.
 */
public final class Fusion {
    private final Program program;
    private final BitSet ops;
    private final LoopGroups loopGroups;
    private final BlockGroups blockGroups;
    private final boolean always;

    /**
     * Decides for the given ops.
     *
     * @param inGroups whether ops may be computed block by block
     * @param inLoops whether ops may be computed by generated loops
     * @param always whether each loop is generated immediately and always used, instead of once it is fast
     * @param isRepeated whether the ops are a step that is repeated many times
     */
    public Fusion(Program program, BitSet ops, boolean inGroups, boolean inLoops, boolean always, boolean isRepeated) {
        this.program = program;
        this.ops = ops;
        this.always = always;
        this.loopGroups = inLoops ? new LoopGroups(program, ops, always, isRepeated) : new LoopGroups(program);
        this.blockGroups = inGroups ? new BlockGroups(program, ops, loopGroups) : new BlockGroups(program);
        loopGroups.finish(program, ops, blockGroups::isInside);
    }

    public int arrayLength(int index) {
        return blockGroups.arrayLength(index);
    }

    /**
     * The last op that is computed together with one that reads other elements of an operand than it computes, or a
     * negative number. Until then the op reads the operand.
     */
    public int lastWith(int index, int operand) {
        if (loopGroups.of(index) >= 0 && loopGroups.get(loopGroups.of(index)).overlaps()) {
            return loopGroups.last(index);
        }
        Optional<BlockGroup> group = blockGroups.of(index);
        boolean isMove = program.computation(index) instanceof MovingOp;
        if (blockGroups.isInside(operand)) {
            return isMove ? loopGroups.last(index) : -1;
        }
        return isMove || group.map(BlockGroup::mostBeside).orElse(0) > 0
                ? Math.max(loopGroups.last(index), group.map(BlockGroup::last).orElse(-1))
                : -1;
    }

    public int groups() {
        return blockGroups.count();
    }

    /** Binds all ops to their arrays, fused ops as one task. */
    public FusedTasks bind(Buffers buffers, Kernels kernels) {
        GeneratedLoops bound = new GeneratedLoops(buffers, kernels, always);
        List<Task> separate = separateTasks(bound, buffers, kernels);
        List<Task> tasks = new ArrayList<>(separate.size());
        for (int from = 0, to; from < separate.size(); from = to) {
            Task first = separate.get(from);
            int loop = hasLoops(first.index()) ? -1 : loopGroups.of(first.index());
            to = from + 1;
            while (to < separate.size()
                    && loop >= 0
                    && loopGroups.of(separate.get(to).index()) == loop) {
                to++;
            }
            if (loop < 0) {
                tasks.add(first);
            } else {
                BoundOp[] each = Task.bound(separate.subList(from, to));
                tasks.add(first.with(bound.bind(loopGroups.get(loop), each)));
            }
        }
        Map<BoundOp, BoundOp> both =
                new BothPassesFinder(program, ops, bound, buffers).find(LoopGroups.mostInCache(always));
        if (!both.isEmpty()) { // the first look-up by identity is slow in a new JVM
            tasks.replaceAll(task -> task.with(both.getOrDefault(task.bound(), task.bound())));
        }
        List<String> leftOut = loopGroups.leftOut().toList();
        return new FusedTasks(tasks, () -> Stream.concat(bound.lines(), leftOut.stream()));
    }

    /** Whether the op is in a group that is bound with its loops. */
    private boolean hasLoops(int index) {
        return blockGroups.of(index).map(BlockGroup::hasLoops).orElse(false);
    }

    /** The tasks without the loops of single groups. */
    private List<Task> separateTasks(GeneratedLoops loops, Buffers buffers, Kernels kernels) {
        List<Task> tasks = new ArrayList<>(ops.cardinality());
        for (int index = ops.nextSetBit(0); index >= 0; index = ops.nextSetBit(index + 1)) {
            if (!program.isSeparated(index)) {
                tasks.add(task(index, loops, buffers, kernels));
                index = blockGroups.of(index).map(BlockGroup::last).orElse(index);
            }
        }
        return tasks;
    }

    /** Binds a single op, or the block group that begins with it. */
    private Task task(int index, GeneratedLoops loops, Buffers buffers, Kernels kernels) {
        double[][] in = new double[program.inputs(index)][];
        for (int operand = 0; operand < in.length; operand++) {
            in[operand] = buffers.of(program.input(index, operand));
        }
        double[] out = buffers.of(index);
        Optional<BlockGroup> group = blockGroups.of(index);
        BoundOp bound = group.isPresent()
                ? blockwise(group.get(), loops, buffers, kernels.threads()).bind(kernels, in, out)
                : bound(index, buffers, kernels, in, out);
        return new Task(index, bound, in, out);
    }

    private KernelOp blockwise(BlockGroup group, GeneratedLoops loops, Buffers buffers, int threads) {
        return new BlockwiseOps(
                program,
                blockGroups,
                group,
                buffers,
                threads,
                unit -> group.hasLoops() && unit.loop() >= 0
                        ? Optional.of(loops.loop(loopGroups.get(unit.loop())))
                        : Optional.empty());
    }

    private BoundOp bound(int index, Buffers buffers, Kernels kernels, double[][] in, double[] out) {
        int[] indices = program.resultIndices(index);
        if (indices.length == 0) {
            return program.computation(index).bind(kernels, in, out);
        }
        double[][] arrays = new double[indices.length][];
        Arrays.setAll(arrays, i -> buffers.of(indices[i]));
        return ((SeveralResults) program.computation(index)).bind(kernels, in, program.resultNumbers(index), arrays);
    }
}
