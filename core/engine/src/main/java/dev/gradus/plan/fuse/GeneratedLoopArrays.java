package dev.gradus.plan.fuse;

import dev.gradus.kernel.loop.FusedLoop;
import dev.gradus.kernel.loop.Warming;
import dev.gradus.kernel.math.Sums;
import dev.gradus.kernel.reduce.AxisSums;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The arrays on which one thread runs a generated loop. */
final class GeneratedLoopArrays implements Warming.Numbers {
    private final int elements;
    private final List<FusedOps.Value> values;
    private final double[][] arrays;

    /** The arrays of moved elements. */
    private final BoundMove[] moves;

    private final LoopEdges edges;

    /** For each sum, the sums of its blocks, which all threads share. */
    private final double[][] sums;

    private final int[] lanes;

    /**
     * @param planned the array of each value of the program
     * @param isBlock whether it contains one block
     * @param block the number of elements of a block
     * @param sums for each sum, the array for the sums of its blocks
     */
    GeneratedLoopArrays(FusedOps ops, IntFunction<double[]> planned, IntPredicate isBlock, int block, double[][] sums) {
        this.elements = ops.elements();
        this.values = ops.arrays();
        this.sums = sums;
        this.arrays = new double[values.size()][];
        this.lanes = all(FusedOps.Use.SUM);
        for (int k = 0; k < arrays.length; k++) {
            arrays[k] = switch (values.get(k).use()) {
                case READ, SHIFTED, WRITTEN -> planned.apply(values.get(k).index());
                case MOVED -> new double[block];
                case SUM -> new double[FusedLoop.VECTORS];
            };
        }
        this.moves = Arrays.stream(all(FusedOps.Use.MOVED))
                .mapToObj(k -> BoundMove.of(values.get(k), planned, isBlock, arrays[k]))
                .toArray(BoundMove[]::new);
        boolean[] areBlocks = new boolean[arrays.length];
        for (int k = 0; k < areBlocks.length; k++) {
            areBlocks[k] = values.get(k).use() == FusedOps.Use.MOVED
                    || isBlock.test(values.get(k).index());
        }
        this.edges =
                new LoopEdges(ops, arrays, areBlocks, k -> BoundMove.of(values.get(k), planned, isBlock, arrays[k]));
    }

    private int[] all(FusedOps.Use use) {
        return IntStream.range(0, values.size())
                .filter(k -> values.get(k).use() == use)
                .toArray();
    }

    /** Repeats the elements if there are fewer than {@code count}. */
    @Override
    public double[][] copy(int count) {
        double[][] copy = new double[arrays.length][count];
        for (BoundMove move : moves) {
            move.copy(0, 0, Math.min(Math.min(count, elements), move.to().length));
        }
        for (int k = 0; k < copy.length; k++) {
            if (values.get(k).use().compareTo(FusedOps.Use.WRITTEN) < 0) {
                int first = Math.min(Math.min(count, elements), arrays[k].length);
                System.arraycopy(arrays[k], 0, copy[k], 0, first);
                for (int i = first; i < count; i++) {
                    copy[k][i] = copy[k][i - first];
                }
            }
        }
        return copy;
    }

    void run(FusedLoop loop, int from, int to) {
        run(loop, from, from, to);
    }

    /** Runs a loop over a few whole vectors. The last may contain elements of the one before. */
    void runVectors(FusedLoop loop) {
        int whole = elements / FusedLoop.VECTORS * FusedLoop.VECTORS;
        loop.vectors(arrays, 0, 0, whole);
        if (whole < elements) {
            loop.vectors(arrays, 0, elements - FusedLoop.VECTORS, elements);
        }
    }

    /** @param start the index of the first element in arrays of one block */
    void run(FusedLoop loop, int start, int from, int to) {
        for (BoundMove move : moves) {
            move.copy(start, from, to);
        }
        if (from % Sums.BLOCK == 0) {
            for (int k : lanes) {
                Arrays.fill(arrays[k], 0);
            }
        }
        edges.run(loop, start, from, to);
        for (int k : lanes) {
            sums[k][from / Sums.BLOCK] = AxisSums.ofLanes(arrays[k]);
        }
    }
}
