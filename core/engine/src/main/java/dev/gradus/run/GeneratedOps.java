package dev.gradus.run;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.FusedLoop;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.Parts;
import dev.gradus.kernel.Reduction;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Ops that are computed by one generated loop once it is fast, and until then as they would be without it. Threads share
 * the loop in parts of fixed size; a sum is gathered block by block in the order of {@link Reduction}.
 */
final class GeneratedOps extends BoundOp implements Parts {
    private static final int PART = 2 * Reduction.BLOCK;

    /** How many elements of a repeated operand are written out at a time. */
    private static final int REPEATED = 1024;

    private final FusedOps ops;
    private final Kernels kernels;
    private final BoundOp[] otherwise;
    private final TakeOver takeOver;
    private final ForThread[] threads;
    private final double[][] sums;
    private final double[][] results;
    private final int[] divisors;
    private final int step;

    GeneratedOps(FusedOps ops, Buffers buffers, Kernels kernels, TakeOver takeOver, BoundOp... otherwise) {
        this.ops = ops;
        this.kernels = kernels;
        this.otherwise = otherwise;
        this.takeOver = takeOver;
        this.threads = Stream.generate(() -> new ForThread(ops, buffers))
                .limit(kernels.threads())
                .toArray(ForThread[]::new);
        List<FusedOps.Value> arrays = ops.arrays();
        this.sums = new double[arrays.size()][];
        this.results = new double[arrays.size()][];
        this.divisors = new int[arrays.size()];
        boolean repeats = false;
        for (int k = 0; k < sums.length; k++) {
            repeats |= arrays.get(k).use() == FusedOps.Use.REPEATED;
            if (arrays.get(k).use() == FusedOps.Use.SUM) {
                sums[k] = new double[(ops.elements() + Reduction.BLOCK - 1) / Reduction.BLOCK];
                results[k] = buffers.of(arrays.get(k).place());
                divisors[k] = ops.divisor(arrays.get(k).place());
            } else {
                sums[k] = results[k] = new double[0];
            }
        }
        this.step = repeats ? REPEATED : Reduction.BLOCK;
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
        kernels.forEach((ops.elements() + PART - 1) / PART, this);
        for (int k = 0; k < results.length; k++) {
            if (results[k].length > 0) {
                results[k][0] = Reduction.ofBlocks(sums[k], ops.elements()) / divisors[k];
            }
        }
    }

    @Override
    public void run(Kernels unused, int thread, int part) {
        int end = Math.min((part + 1) * PART, ops.elements());
        for (int from = part * PART; from < end; from += step) {
            threads[thread].run(takeOver.loop(), from, Math.min(from + step, end), sums);
        }
    }

    /** The arrays that one thread uses. */
    private static final class ForThread {
        private final List<FusedOps.Value> values;
        private final double[][] arrays;
        private final double[][] repeated;

        ForThread(FusedOps ops, Buffers buffers) {
            values = ops.arrays();
            arrays = new double[values.size()][];
            repeated = new double[values.size()][];
            for (int k = 0; k < arrays.length; k++) {
                FusedOps.Value value = values.get(k);
                arrays[k] = switch (value.use()) {
                    case READ, WRITTEN -> buffers.of(value.place());
                    case REPEATED -> new double[REPEATED];
                    case SUM -> new double[FusedLoop.VECTORS];
                };
                repeated[k] = buffers.of(value.place());
            }
        }

        void run(FusedLoop loop, int from, int to, double[][] sums) {
            for (int k = 0; k < arrays.length; k++) {
                FusedOps.Value value = values.get(k);
                if (value.use() == FusedOps.Use.REPEATED) {
                    value.broadcast().orElseThrow().copy(repeated[k], arrays[k], from, to);
                } else if (value.use() == FusedOps.Use.SUM && from % Reduction.BLOCK == 0) {
                    Arrays.fill(arrays[k], 0);
                }
            }
            loop.run(arrays, from, from, to);
            for (int k = 0; k < arrays.length; k++) {
                if (values.get(k).use() == FusedOps.Use.SUM) {
                    sums[k][from / Reduction.BLOCK] = Reduction.ofLanes(arrays[k]);
                }
            }
        }
    }
}
