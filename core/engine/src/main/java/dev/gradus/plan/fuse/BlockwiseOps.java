package dev.gradus.plan.fuse;

import dev.gradus.kernel.ElementwiseOp;
import dev.gradus.kernel.KernelOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.Kernels.Chunks;
import dev.gradus.kernel.MovingOp;
import dev.gradus.kernel.math.Blocks;
import dev.gradus.plan.Buffers;
import dev.gradus.plan.Program;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Computes the ops of a group block by block. Threads share the work in chunks of several blocks. Each thread has its
 * own blocks for intermediate values.
 */
final class BlockwiseOps implements KernelOp, Chunks {
    private static final int CHUNK = 8 * BlockGroups.BLOCK;

    private final ForThread[] threads;
    private final int elements;

    BlockwiseOps(Program program, BlockGroups groups, Buffers buffers, int[] indices, int threads) {
        this.elements = program.elements(indices[0]);
        this.threads = new ForThread[elements < BlockGroups.MANY ? 1 : threads];
        for (int thread = 0; thread < this.threads.length; thread++) {
            this.threads[thread] = new ForThread(program, groups, buffers, indices, thread == 0);
        }
    }

    @Override
    public void forward(Kernels kernels, double[][] unused, double[] unusedToo) {
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

    /** The ops bound to the arrays of one thread. */
    private static final class ForThread {
        private final KernelOp[] ops;
        private final double[][][] in;
        private final double[][] out;

        /** For each op and operand: 0 if the operand is a single element, otherwise 1. */
        private final int[][] step;

        /** For each op and operand: 0 if its array holds at most one block, otherwise 1. */
        private final int[][] moves;

        private final int[] outMoves;
        private final int[][] at;

        ForThread(Program program, BlockGroups groups, Buffers buffers, int[] indices, boolean first) {
            Map<double[], double[]> blocks = new IdentityHashMap<>();
            ops = new KernelOp[indices.length];
            in = new double[indices.length][][];
            out = new double[indices.length][];
            step = new int[indices.length][];
            moves = new int[indices.length][];
            outMoves = new int[indices.length];
            at = new int[indices.length][];
            for (int i = 0; i < indices.length; i++) {
                int index = indices[i];
                int inputs = program.inputs(index);
                ops[i] = program.computation(index);
                in[i] = new double[inputs][];
                step[i] = new int[inputs];
                moves[i] = new int[inputs];
                at[i] = new int[inputs];
                for (int k = 0; k < inputs; k++) {
                    int input = program.input(index, k);
                    boolean inside = groups.isInside(input);
                    in[i][k] = first || !inside ? buffers.of(input) : own(buffers.of(input), blocks);
                    step[i][k] = program.elements(input) == 1 ? 0 : 1;
                    moves[i][k] = inside ? 0 : step[i][k];
                }
                boolean inside = groups.isInside(index);
                out[i] = first || !inside ? buffers.of(index) : own(buffers.of(index), blocks);
                outMoves[i] = inside ? 0 : 1;
            }
        }

        private static double[] own(double[] block, Map<double[], double[]> blocks) {
            return blocks.computeIfAbsent(block, other -> new double[other.length]);
        }

        void run(Kernels kernels, int from, int to) {
            int end;
            for (int start = from; start < to; start = end) {
                end = Blocks.end(start, BlockGroups.BLOCK, to);
                for (int i = 0; i < ops.length; i++) {
                    run(i, kernels, start, end);
                }
            }
        }

        private void run(int i, Kernels kernels, int start, int end) {
            int atOut = start * outMoves[i];
            if (ops[i] instanceof MovingOp move) {
                move.copy(in[i], out[i], atOut, start, end);
                return;
            }
            for (int k = 0; k < at[i].length; k++) {
                at[i][k] = start * moves[i][k];
            }
            ((ElementwiseOp) ops[i]).forward(kernels, in[i], at[i], step[i], out[i], atOut, end - start);
        }
    }
}
