package dev.gradus.plan.fuse;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.Kernels;
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
 * Decides which ops of a program are computed together: in groups, block by block, and where it pays in generated loops.
 */
public final class Fusion {
    private final Program program;
    private final BitSet ops;
    private final Loops loops;
    private final BlockGroups groups;
    private final boolean always;

    /**
     * @param inGroups whether there may be groups
     * @param inLoops whether there may be generated loops
     * @param always whether loops are made at once and always used, instead of when they pay
     */
    public Fusion(Program program, BitSet ops, boolean inGroups, boolean inLoops, boolean always) {
        this.program = program;
        this.ops = ops;
        this.always = always;
        this.loops = inLoops ? new Loops(program, ops, always) : new Loops(program);
        this.groups = inGroups ? new BlockGroups(program, ops, loops) : new BlockGroups(program);
    }

    /** The length of a value's array: one block if only its group reads it. */
    public int arrayLength(int place) {
        return groups.arrayLength(place);
    }

    public int groups() {
        return groups.count();
    }

    /** All ops with their arrays, in order, fused ones as one task. */
    public FusedTasks bind(Buffers buffers, Kernels kernels) {
        BoundLoops bound = new BoundLoops(buffers, kernels, always);
        List<Task> tasks = new ArrayList<>();
        List<Task> separate = tasksWithoutLoops(buffers, kernels);
        for (int from = 0, to; from < separate.size(); from = to) {
            Task first = separate.get(from);
            int loop = loops.of(first.index());
            to = from + 1;
            while (to < separate.size()
                    && loop >= 0
                    && loops.of(separate.get(to).index()) == loop) {
                to++;
            }
            if (loop < 0) {
                tasks.add(first);
            } else {
                BoundOp[] each = Task.bound(separate.subList(from, to));
                tasks.add(first.by(bound.bind(loops.get(loop), each)));
            }
        }
        Map<BoundOp, BoundOp> both = new LoopsOfBothPasses(program, ops, bound, buffers).find();
        if (!both.isEmpty()) { // looking up an object by identity takes long the first time
            tasks.replaceAll(task -> task.by(both.getOrDefault(task.bound(), task.bound())));
        }
        return new FusedTasks(tasks, () -> Stream.concat(bound.lines(), loops.leftOut()));
    }

    private List<Task> tasksWithoutLoops(Buffers buffers, Kernels kernels) {
        List<Task> tasks = new ArrayList<>();
        for (int[] places : placesOfTasks()) {
            int place = places[0];
            double[][] in = new double[program.inputs(place)][];
            for (int operand = 0; operand < in.length; operand++) {
                in[operand] = buffers.of(program.input(place, operand));
            }
            double[] out = buffers.of(place);
            BoundOp bound = groups.of(place) < 0
                    ? bound(place, buffers, kernels, in, out)
                    : new BlockwiseOps(program, groups, buffers, places, kernels.threads()).bind(kernels, in, out);
            tasks.add(new Task(place, bound, in, out));
        }
        return tasks;
    }

    private BoundOp bound(int place, Buffers buffers, Kernels kernels, double[][] in, double[] out) {
        int[] places = program.parts(place);
        if (places.length == 0) {
            return program.computation(place).bind(kernels, in, out);
        }
        double[][] arrays = new double[places.length][];
        Arrays.setAll(arrays, i -> buffers.of(places[i]));
        return ((SeveralResults) program.computation(place)).bind(kernels, in, program.numbers(place), arrays);
    }

    /** Each op by itself or with the others of its group. */
    private List<int[]> placesOfTasks() {
        List<int[]> tasks = new ArrayList<>();
        int[] task = new int[ops.cardinality()];
        int size = 0;
        for (int place = ops.nextSetBit(0); place >= 0; place = ops.nextSetBit(place + 1)) {
            if (program.isSeparated(place)) {
                continue;
            }
            if (size > 0 && (groups.of(place) < 0 || groups.of(place) != groups.of(task[0]))) {
                tasks.add(Arrays.copyOf(task, size));
                size = 0;
            }
            task[size++] = place;
        }
        if (size > 0) {
            tasks.add(Arrays.copyOf(task, size));
        }
        return tasks;
    }
}
