package dev.gradus.run;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.Parts;
import dev.gradus.kernel.Reduction;
import java.util.List;
import java.util.stream.Stream;

/**
 * Ops that are computed by one generated loop once it is fast, and until then as they would be without it. Threads share
 * the loop in parts of fixed size; a sum is gathered block by block in the order of {@link Reduction}.
 */
final class GeneratedOps extends BoundOp implements Parts {
    private final FusedOps ops;
    private final Kernels kernels;
    private final BoundOp[] otherwise;
    private final TakeOver takeOver;
    private final Walk walk;
    private final LoopArrays[] threads;
    private final double[][] sums;
    private final double[][] results;
    private final int[] divisors;

    GeneratedOps(FusedOps ops, Buffers buffers, Kernels kernels, TakeOver takeOver, BoundOp... otherwise) {
        this.ops = ops;
        this.kernels = kernels;
        this.otherwise = otherwise;
        this.takeOver = takeOver;
        this.walk = Walk.of(ops);
        List<FusedOps.Value> arrays = ops.arrays();
        this.sums = new double[arrays.size()][];
        this.results = new double[arrays.size()][];
        this.divisors = new int[arrays.size()];
        for (int k = 0; k < sums.length; k++) {
            FusedOps.Value value = arrays.get(k);
            boolean isSum = value.use() == FusedOps.Use.SUM || value.use() == FusedOps.Use.COLUMN_SUMS;
            results[k] = isSum ? buffers.of(value.place()) : new double[0];
            sums[k] = new double[isSum ? blocks(summands(k)) * results[k].length : 0];
            divisors[k] = isSum ? ops.divisor(value.place()) : 1;
        }
        this.threads = Stream.generate(() -> new LoopArrays(ops, buffers, walk.block(), sums))
                .limit(kernels.threads())
                .toArray(LoopArrays[]::new);
    }

    /** How many elements go into one sum. */
    private int summands(int k) {
        return ops.elements() / results[k].length;
    }

    private static int blocks(int summands) {
        return (summands + Reduction.BLOCK - 1) / Reduction.BLOCK;
    }

    FusedOps ops() {
        return ops;
    }

    TakeOver takeOver() {
        return takeOver;
    }

    @Override
    public void run() {
        long start = takeOver.begins();
        if (takeOver.isGenerated()) {
            runGenerated();
        } else {
            runOtherwise();
        }
        takeOver.ended(start);
    }

    void runOtherwise() {
        for (BoundOp op : otherwise) {
            op.run();
        }
    }

    void runGenerated() {
        kernels.forEach(walk.parts(), this);
        for (int k = 0; k < results.length; k++) {
            double[] result = results[k];
            if (result.length > 0) {
                Reduction.ofBlocks(kernels, sums[k], 0, result.length, summands(k));
            }
            for (int i = 0; i < result.length; i++) {
                result[i] = sums[k][i] / divisors[k];
            }
        }
    }

    @Override
    public void run(Kernels own, int thread, int part) {
        walk.run(takeOver.loop(), threads[thread], own, part);
    }
}
