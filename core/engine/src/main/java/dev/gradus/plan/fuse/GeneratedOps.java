package dev.gradus.plan.fuse;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.Kernels.Chunks;
import dev.gradus.kernel.loop.SummingOp;
import dev.gradus.kernel.math.Blocks;
import dev.gradus.kernel.math.Sums;
import dev.gradus.kernel.reduce.AxisSums;
import dev.gradus.plan.Buffers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Computes ops by a generated loop once the loop is fast, and by a fallback until then. Threads share the loop in
 * chunks of fixed size. Sums are added block by block in the order of {@link AxisSums}.
 */
final class GeneratedOps extends BoundOp implements Chunks {
    /** The number of elements of a chunk. */
    private static final int CHUNK = 2 * Sums.BLOCK;

    /** The number of elements of a block if elements are copied into it. */
    private static final int COPIED = 1024;

    private final FusedOps ops;
    private final Kernels kernels;
    private final BoundOp[] fallback;
    private final WarmingLoop loop;
    private final int block;
    private final GeneratedLoopArrays[] threads;
    private final List<Total> totals = new ArrayList<>();

    /** Adds the sums of blocks. */
    private record Total(SummingOp op, double[] checked, double[] blocks, int summands, double[] result) {
        void add() {
            result[0] = op.ofSum(AxisSums.ofBlocks(blocks, 0, summands));
        }
    }

    GeneratedOps(WarmingLoop loop, Buffers buffers, Kernels kernels, BoundOp... fallback) {
        this.ops = loop.ops();
        this.kernels = kernels;
        this.fallback = fallback;
        this.loop = loop;
        this.block = ops.copies() ? COPIED : Sums.BLOCK;
        List<FusedOps.Value> arrays = ops.arrays();
        double[][] sums = new double[arrays.size()][];
        for (int k = 0; k < sums.length; k++) {
            FusedOps.Value value = arrays.get(k);
            sums[k] = value.use() == FusedOps.Use.SUM ? total(value.index(), buffers) : new double[0];
        }
        this.threads = Stream.generate(() -> new GeneratedLoopArrays(ops, buffers::of, index -> false, block, sums))
                .limit(kernels.threads())
                .toArray(GeneratedLoopArrays[]::new);
    }

    /** Allocates the array for the sums of blocks. */
    private double[] total(int index, Buffers buffers) {
        double[] checked = ops.checked(index) < 0 ? new double[0] : buffers.of(ops.checked(index));
        double[] blocks = new double[Blocks.count(ops.elements(), Sums.BLOCK)];
        totals.add(new Total(ops.summing(index), checked, blocks, ops.elements(), buffers.of(index)));
        return blocks;
    }

    FusedOps ops() {
        return ops;
    }

    @Override
    public void run() {
        if (isFast()) {
            runGenerated();
        } else {
            runFallback();
        }
    }

    /** Whether the loop is fast. Each call counts as one execution of the ops. */
    boolean isFast() {
        return loop.isFast(threads[0]);
    }

    boolean isRefused() {
        return !loop.warming().refusal().isEmpty();
    }

    void runFallback() {
        for (BoundOp op : fallback) {
            op.run();
        }
    }

    void runGenerated() {
        if (ops.isSmall()) {
            threads[0].runVectors(loop.code());
            return;
        }
        for (int i = 0; i < totals.size(); i++) {
            totals.get(i).op.check(totals.get(i).checked);
        }
        kernels.forEach(Blocks.count(ops.elements(), CHUNK), this);
        for (int i = 0; i < totals.size(); i++) {
            totals.get(i).add();
        }
    }

    @Override
    public void run(Kernels own, int thread, int chunk) {
        int end = Blocks.end(chunk * CHUNK, CHUNK, ops.elements()), next;
        for (int from = chunk * CHUNK; from < end; from = next) {
            next = Blocks.end(from, block, end);
            threads[thread].run(loop.code(), from, next);
        }
    }
}
