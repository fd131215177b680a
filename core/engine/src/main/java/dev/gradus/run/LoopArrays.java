package dev.gradus.run;

import dev.gradus.kernel.FusedLoop;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.Reduction;
import dev.gradus.kernel.Warming;
import dev.gradus.kernel.math.Sums;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The arrays between which one thread computes a generated loop. */
final class LoopArrays implements Warming.Numbers {
    private final int elements;
    private final List<FusedOps.Value> values;
    private final double[][] arrays;

    /** Of each value the array that it has in the plan. */
    private final double[][] planned;

    /** Of each sum those of its blocks, column by column, for all threads. */
    private final double[][] sums;

    // Which of the arrays these are.
    private final int[] repeated;
    private final int[] lanes;
    private final int[] columnSums;

    /**
     * Arrays of the ops' values.
     *
     * @param block how many elements a block has at most
     * @param sums where the sums of blocks go
     */
    LoopArrays(FusedOps ops, Buffers buffers, int block, double[][] sums) {
        this.elements = ops.elements();
        this.values = ops.arrays();
        this.sums = sums;
        this.arrays = new double[values.size()][];
        this.planned = new double[values.size()][];
        for (int k = 0; k < arrays.length; k++) {
            planned[k] = buffers.of(values.get(k).place());
            arrays[k] = switch (values.get(k).use()) {
                case READ, WRITTEN -> planned[k];
                case REPEATED, COLUMN_SUMS -> new double[block];
                case SUM -> new double[FusedLoop.VECTORS];
            };
        }
        this.repeated = all(FusedOps.Use.REPEATED);
        this.lanes = all(FusedOps.Use.SUM);
        this.columnSums = all(FusedOps.Use.COLUMN_SUMS);
    }

    private int[] all(FusedOps.Use use) {
        return IntStream.range(0, values.size())
                .filter(k -> values.get(k).use() == use)
                .toArray();
    }

    /** Where there are fewer elements, they begin again. */
    @Override
    public double[][] copy(int count) {
        int first = Math.min(count, elements);
        double[][] copy = new double[arrays.length][count];
        for (int k = 0; k < copy.length; k++) {
            FusedOps.Value value = values.get(k);
            if (value.use() == FusedOps.Use.READ) {
                System.arraycopy(planned[k], 0, copy[k], 0, Math.min(first, planned[k].length));
            } else if (value.use() == FusedOps.Use.REPEATED) {
                value.broadcast().orElseThrow().copy(planned[k], copy[k], 0, 0, first);
            }
            for (int i = first; i < count; i++) {
                copy[k][i] = copy[k][i - first];
            }
        }
        return copy;
    }

    /** Computes the elements {@code from} to {@code to} − 1 of a block that begins with {@code start}. */
    void run(FusedLoop loop, int start, int from, int to) {
        for (int k : repeated) {
            values.get(k).broadcast().orElseThrow().copy(planned[k], arrays[k], from - start, from, to);
        }
        if (from % Sums.BLOCK == 0) {
            clear(lanes);
        }
        loop.run(arrays, start, from, to);
        for (int k : lanes) {
            sums[k][from / Sums.BLOCK] = Reduction.ofLanes(arrays[k]);
        }
    }

    /** Begins sums of columns. */
    void clearSums() {
        clear(columnSums);
    }

    private void clear(int[] which) {
        for (int k : which) {
            Arrays.fill(arrays[k], 0);
        }
    }

    /**
     * Ends sums of so many columns, whose lanes lie {@code width} apart; that of the first is the sum at this place. As no lane
     * is −0, the sum over the rows of lanes is their tree.
     */
    void addLanes(Kernels kernels, int at, int width, int count) {
        for (int k : columnSums) {
            kernels.sumColumns(arrays[k], 0, FusedLoop.VECTORS, width, sums[k], at, count);
        }
    }
}
