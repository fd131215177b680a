package dev.gradus.run;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.Parts;
import dev.gradus.kernel.Reduction;
import dev.gradus.kernel.SummingOp;
import dev.gradus.kernel.math.Sums;
import java.util.ArrayList;
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
    private final List<Total> totals = new ArrayList<>();

    /** Sums and where they go, from those of their blocks. */
    private record Total(SummingOp op, double[] checked, double[] blocks, int summands, double[] result) {
        void gather(Kernels kernels) {
            Reduction.ofBlocks(kernels, blocks, 0, result.length, summands);
            for (int i = 0; i < result.length; i++) {
                result[i] = op.ofSum(blocks[i]);
            }
        }
    }

    GeneratedOps(FusedOps ops, Buffers buffers, Kernels kernels, TakeOver takeOver, BoundOp... otherwise) {
        this.ops = ops;
        this.kernels = kernels;
        this.otherwise = otherwise;
        this.takeOver = takeOver;
        this.walk = Walk.of(ops);
        List<FusedOps.Value> arrays = ops.arrays();
        double[][] sums = new double[arrays.size()][];
        for (int k = 0; k < sums.length; k++) {
            FusedOps.Value value = arrays.get(k);
            boolean isSum = value.use() == FusedOps.Use.SUM || value.use() == FusedOps.Use.COLUMN_SUMS;
            sums[k] = isSum ? total(value.place(), buffers) : new double[0];
        }
        this.threads = Stream.generate(() -> new LoopArrays(ops, buffers, walk.block(), sums))
                .limit(kernels.threads())
                .toArray(LoopArrays[]::new);
    }

    /** An array for the sums of blocks, to be added up to the result at this place. */
    private double[] total(int place, Buffers buffers) {
        double[] result = buffers.of(place);
        double[] checked = ops.checked(place) < 0 ? new double[0] : buffers.of(ops.checked(place));
        int summands = ops.elements() / result.length;
        double[] blocks = new double[(summands + Sums.BLOCK - 1) / Sums.BLOCK * result.length];
        totals.add(new Total(ops.summing(place), checked, blocks, summands, result));
        return blocks;
    }

    FusedOps ops() {
        return ops;
    }

    TakeOver takeOver() {
        return takeOver;
    }

    @Override
    public void run() {
        long start = begins();
        if (takeOver.isGenerated()) {
            runGenerated();
        } else {
            runOtherwise();
        }
        takeOver.ended(start);
    }

    /** The time, if it is wanted; asked for before any of the ops has run. */
    long begins() {
        return takeOver.begins(threads[0]);
    }

    void runOtherwise() {
        for (BoundOp op : otherwise) {
            op.run();
        }
    }

    void runGenerated() {
        for (int i = 0; i < totals.size(); i++) {
            totals.get(i).op.check(totals.get(i).checked);
        }
        kernels.forEach(walk.parts(), this);
        for (int i = 0; i < totals.size(); i++) {
            totals.get(i).gather(kernels);
        }
    }

    @Override
    public void run(Kernels own, int thread, int part) {
        walk.run(takeOver.loop(), threads[thread], own, part);
    }
}
