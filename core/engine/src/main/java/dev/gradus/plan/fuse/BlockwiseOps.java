package dev.gradus.plan.fuse;

import dev.gradus.kernel.ElementwiseOp;
import dev.gradus.kernel.KernelOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.Kernels.Chunks;
import dev.gradus.kernel.MovingOp;
import dev.gradus.kernel.math.Blocks;
import dev.gradus.lower.RowsKernel;
import dev.gradus.plan.Buffers;
import dev.gradus.plan.Program;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Computes the ops of a group block by block, in units, some of them by generated loops once these are fast. Threads share
 * the work in chunks of several blocks. Each thread has its own blocks for intermediate values.
 */
final class BlockwiseOps implements KernelOp, Chunks {
    private static final int CHUNK = 8 * BlockGroups.BLOCK;

    /** The number of elements of a block if loops compute all units, few enough that the blocks stay in the first cache. */
    private static final int BLOCK_OF_LOOPS = BlockGroups.BLOCK / 2;

    private final BlockGroup group;
    private final List<Optional<WarmingLoop>> loops;
    private final boolean[] areFast;
    private final ForThread[] threads;
    private final int elements;
    private boolean areAllFast;

    /** @param loops the generated loop of a unit, if it may be computed by one */
    BlockwiseOps(
            Program program,
            BlockGroups groups,
            BlockGroup group,
            Buffers buffers,
            int threads,
            Function<BlockGroup.Unit, Optional<WarmingLoop>> loops) {
        this.group = group;
        this.elements = group.elements();
        this.loops = group.units().stream().map(loops).toList();
        this.areFast = new boolean[this.loops.size()];
        this.threads = new ForThread[elements < BlockGroups.MANY ? 1 : threads];
        for (int thread = 0; thread < this.threads.length; thread++) {
            this.threads[thread] = new ForThread(program, groups, buffers, thread == 0);
        }
    }

    @Override
    public void forward(Kernels kernels, double[][] unused, double[] unusedToo) {
        areAllFast = loops.stream().anyMatch(Optional::isPresent);
        for (int unit = 0; unit < areFast.length; unit++) {
            Optional<WarmingLoop> loop = loops.get(unit);
            areFast[unit] = loop.isPresent()
                    && loop.get().isFast(threads[0].arrays.get(unit).orElseThrow());
            areAllFast &= areFast[unit] || loops.get(unit).isEmpty();
        }
        if (threads.length == 1) {
            threads[0].run(kernels, 0, elements);
        } else {
            kernels.forEach(Blocks.count(elements, CHUNK), this);
        }
    }

    @Override
    public void run(Kernels kernels, int thread, int chunk) {
        threads[thread].run(kernels, chunk * CHUNK, Blocks.end(chunk * CHUNK, CHUNK, elements));
    }

    /** The units bound to the arrays of one thread. */
    private final class ForThread {
        private final Map<double[], double[]> blocks = new IdentityHashMap<>();
        private final Op[][] ops = new Op[areFast.length][];

        /** The arrays of the units' generated loops. */
        private final List<Optional<GeneratedLoopArrays>> arrays = new ArrayList<>();

        ForThread(Program program, BlockGroups groups, Buffers buffers, boolean first) {
            IntFunction<double[]> array = index -> first || !groups.isInside(index)
                    ? buffers.of(index)
                    : blocks.computeIfAbsent(buffers.of(index), block -> new double[block.length]);
            int block = BlockGroups.BLOCK + 2 * group.mostBeside();
            for (int unit = 0; unit < ops.length; unit++) {
                ops[unit] = group.units().get(unit).ops().stream()
                        .map(index -> new Op(program, groups, index, array))
                        .toArray(Op[]::new);
                arrays.add(loops.get(unit)
                        .map(loop ->
                                new GeneratedLoopArrays(loop.ops(), array, groups::isInside, block, new double[0][])));
            }
        }

        void run(Kernels kernels, int from, int to) {
            int end;
            for (int start = from; start < to; start = end) {
                end = Blocks.end(start, areAllFast ? BLOCK_OF_LOOPS : BlockGroups.BLOCK, to);
                int first = Math.max(0, start - group.mostBeside());
                for (int unit = 0; unit < ops.length; unit++) {
                    int beside = group.beside(unit);
                    run(kernels, unit, first, Math.max(0, start - beside), Math.min(end + beside, elements));
                }
            }
        }

        private void run(Kernels kernels, int unit, int first, int from, int to) {
            if (areFast[unit]) {
                arrays.get(unit).orElseThrow().run(loops.get(unit).orElseThrow().code(), first, from, to);
                return;
            }
            for (Op op : ops[unit]) {
                op.run(kernels, first, from, to);
            }
        }
    }

    /** An op bound to arrays. */
    private static final class Op {
        private final KernelOp op;
        private final double[][] in;
        private final double[] out;

        /** For each operand: 0 if it is a single element, otherwise 1. */
        private final int[] step;

        /** For each operand: whether its array contains one block. */
        private final boolean[] areBlocks;

        private final boolean isBlock;

        /** Whether it is a {@link MovingOp}. It is slow to ask for an interface that an object does not have. */
        private final boolean moves;

        private final int[] at;

        Op(Program program, BlockGroups groups, int index, IntFunction<double[]> arrays) {
            int inputs = program.inputs(index);
            op = program.computation(index);
            moves = op instanceof MovingOp;
            in = new double[inputs][];
            step = new int[inputs];
            areBlocks = new boolean[inputs];
            at = new int[inputs];
            for (int k = 0; k < inputs; k++) {
                int input = program.input(index, k);
                in[k] = arrays.apply(input);
                step[k] = program.elements(input) == 1 ? 0 : 1;
                areBlocks[k] = groups.isInside(input);
            }
            out = arrays.apply(index);
            isBlock = groups.isInside(index);
        }

        /** @param first the index of the first element in arrays of one block */
        void run(Kernels kernels, int first, int from, int to) {
            int atOut = isBlock ? from - first : from;
            for (int k = 0; k < at.length; k++) {
                int start = areBlocks[k] ? first : 0;
                at[k] = moves ? start : (from - start) * step[k];
            }
            if (moves) {
                ((MovingOp) op).copy(in, at, out, atOut, from, to);
            } else if (op instanceof RowsKernel rows) {
                rows.write(in, at, out, from, to);
            } else {
                ((ElementwiseOp) op).forward(kernels, in, at, step, out, atOut, to - from);
            }
        }
    }
}
