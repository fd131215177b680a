package dev.gradus.plan.fuse;

import dev.gradus.kernel.BoundOp;
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
     */
    public Fusion(Program program, BitSet ops, boolean inGroups, boolean inLoops, boolean always) {
        this.program = program;
        this.ops = ops;
        this.always = always;
        this.loopGroups = inLoops ? new LoopGroups(program, ops, always) : new LoopGroups(program);
        this.blockGroups = inGroups ? new BlockGroups(program, ops, loopGroups) : new BlockGroups(program);
    }

    public int arrayLength(int index) {
        return blockGroups.arrayLength(index);
    }

    /** The last op that is computed together with a move, or a negative number. Until then the move reads its operands. */
    public int lastWith(int index) {
        int last = Math.max(loopGroups.last(index), blockGroups.last(index));
        return last >= 0 && program.computation(index) instanceof MovingOp ? last : -1;
    }

    public int groups() {
        return blockGroups.count();
    }

    /** Binds all ops to their arrays, fused ops as one task. */
    public FusedTasks bind(Buffers buffers, Kernels kernels) {
        GeneratedLoops bound = new GeneratedLoops(buffers, kernels, always);
        List<Task> separate = tasksWithoutLoops(buffers, kernels);
        List<Task> tasks = new ArrayList<>(separate.size());
        for (int from = 0, to; from < separate.size(); from = to) {
            Task first = separate.get(from);
            int loop = loopGroups.of(first.index());
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

    private List<Task> tasksWithoutLoops(Buffers buffers, Kernels kernels) {
        List<Task> tasks = new ArrayList<>(ops.cardinality());
        for (int index = ops.nextSetBit(0); index >= 0; index = ops.nextSetBit(index + 1)) {
            if (!program.isSeparated(index)) {
                int last = Math.max(index, blockGroups.last(index));
                tasks.add(task(index, last, buffers, kernels));
                index = last;
            }
        }
        return tasks;
    }

    /** Binds a single op, or a block group with everything from its first op to its last. */
    private Task task(int index, int last, Buffers buffers, Kernels kernels) {
        double[][] in = new double[program.inputs(index)][];
        for (int operand = 0; operand < in.length; operand++) {
            in[operand] = buffers.of(program.input(index, operand));
        }
        double[] out = buffers.of(index);
        BoundOp bound = blockGroups.of(index) < 0
                ? bound(index, buffers, kernels, in, out)
                : new BlockwiseOps(program, blockGroups, buffers, group(index, last), kernels.threads())
                        .bind(kernels, in, out);
        return new Task(index, bound, in, out);
    }

    private int[] group(int first, int last) {
        int[] indices = new int[last - first + 1];
        int size = 0;
        for (int index = first; index >= 0 && index <= last; index = ops.nextSetBit(index + 1)) {
            if (!program.isSeparated(index)) {
                indices[size++] = index;
            }
        }
        return Arrays.copyOf(indices, size);
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
