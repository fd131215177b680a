package dev.gradus.plan.fuse;

import dev.gradus.kernel.MovingOp;
import dev.gradus.kernel.loop.FusedLoop;
import dev.gradus.kernel.loop.Warming;
import dev.gradus.kernel.math.Sums;
import dev.gradus.kernel.reduce.AxisSums;
import dev.gradus.plan.Buffers;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The arrays on which one thread runs a generated loop. */
final class GeneratedLoopArrays implements Warming.Numbers {
    private final int elements;
    private final List<FusedOps.Value> values;
    private final double[][] arrays;

    /** For each array, those from which its elements are read. */
    private final double[][][] planned;

    /** For each sum, the sums of its blocks, which all threads share. */
    private final double[][] sums;

    private final int[] moved;
    private final int[] lanes;

    /**
     * @param block the number of elements of a block
     * @param sums for each sum, the array for the sums of its blocks
     */
    GeneratedLoopArrays(FusedOps ops, Buffers buffers, int block, double[][] sums) {
        this.elements = ops.elements();
        this.values = ops.arrays();
        this.sums = sums;
        this.arrays = new double[values.size()][];
        this.planned = new double[values.size()][][];
        for (int k = 0; k < arrays.length; k++) {
            planned[k] = values.get(k).read().mapToObj(buffers::of).toArray(double[][]::new);
            arrays[k] = switch (values.get(k).use()) {
                case READ, WRITTEN -> buffers.of(values.get(k).index());
                case MOVED -> new double[block];
                case SUM -> new double[FusedLoop.VECTORS];
            };
        }
        this.moved = all(FusedOps.Use.MOVED);
        this.lanes = all(FusedOps.Use.SUM);
    }

    private int[] all(FusedOps.Use use) {
        return IntStream.range(0, values.size())
                .filter(k -> values.get(k).use() == use)
                .toArray();
    }

    /** Repeats the elements if there are fewer than {@code count}. */
    @Override
    public double[][] copy(int count) {
        int first = Math.min(count, elements);
        double[][] copy = new double[arrays.length][count];
        for (int k = 0; k < copy.length; k++) {
            FusedOps.Value value = values.get(k);
            if (value.use() == FusedOps.Use.READ) {
                System.arraycopy(arrays[k], 0, copy[k], 0, Math.min(first, arrays[k].length));
            } else if (value.use() == FusedOps.Use.MOVED) {
                move(k).copy(planned[k], copy[k], 0, 0, first);
            }
            for (int i = first; i < count; i++) {
                copy[k][i] = copy[k][i - first];
            }
        }
        return copy;
    }

    private MovingOp move(int k) {
        return values.get(k).moved().orElseThrow().move();
    }

    void run(FusedLoop loop, int from, int to) {
        for (int k : moved) {
            move(k).copy(planned[k], arrays[k], 0, from, to);
        }
        if (from % Sums.BLOCK == 0) {
            for (int k : lanes) {
                Arrays.fill(arrays[k], 0);
            }
        }
        loop.run(arrays, from, from, to);
        for (int k : lanes) {
            sums[k][from / Sums.BLOCK] = AxisSums.ofLanes(arrays[k]);
        }
    }
}
