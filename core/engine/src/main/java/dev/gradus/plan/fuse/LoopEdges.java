package dev.gradus.plan.fuse;

import dev.gradus.kernel.loop.FusedLoop;
import dev.gradus.kernel.loop.LoopCode;
import dev.gradus.kernel.move.Pieces;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Computes the first and last elements of a generated loop that reads moved operands in place. There a move copies from
 * another operand, or writes zeros, so the loop runs on small copies of its arrays.
 */
final class LoopEdges {
    /** The index of the first element in a copy. */
    private static final int FIRST = LoopCode.MOST_BEFORE;

    /** The most elements at an edge, a multiple of the elements of a vector. */
    private static final int MOST = LoopCode.MOST_BEFORE + FusedLoop.VECTORS;

    private final List<FusedOps.Value> values;
    private final double[][] arrays;
    private final boolean[] areBlocks;
    private final double[][] copies;
    private final Shift[] shifts;

    /** The elements between the edges of all shifts. */
    private final int begin;

    private final int end;

    /** A move whose result the loop reads from an operand. */
    private record Shift(int array, int distance, BoundMove move) {}

    /** @param areBlocks for each array, whether it contains one block */
    LoopEdges(FusedOps ops, double[][] arrays, boolean[] areBlocks, IntFunction<BoundMove> move) {
        this.values = ops.arrays();
        this.arrays = arrays;
        this.areBlocks = areBlocks;
        this.copies = arrays.clone();
        this.shifts = IntStream.range(0, arrays.length)
                .filter(k -> values.get(k).use() == FusedOps.Use.SHIFTED)
                .mapToObj(k -> new Shift(k, shift(k).distance(), move.apply(k)))
                .toArray(Shift[]::new);
        int first = 0;
        int last = ops.elements();
        for (Shift shift : shifts) {
            first = Math.max(first, shift(shift.array).from());
            last = Math.min(last, shift(shift.array).to());
        }
        this.begin = first;
        this.end = last;
        for (int k = 0; k < arrays.length && shifts.length > 0; k++) {
            if (isCopied(k)) {
                copies[k] = new double[FIRST + MOST + LoopCode.MOST_BEFORE];
            }
        }
    }

    private Pieces.Shift shift(int k) {
        return values.get(k).moved().orElseThrow().shift().orElseThrow();
    }

    /** Whether the array has an element for each element of the loop. */
    private boolean isCopied(int k) {
        FusedOps.Use use = values.get(k).use();
        return use == FusedOps.Use.SHIFTED || use != FusedOps.Use.SUM && arrays[k].length > 1;
    }

    /** Runs the loop from the first element to the last. Between the edges it reads all operands in place. */
    void run(FusedLoop loop, int start, int from, int to) {
        int first = from;
        int last = to;
        if (from < begin) {
            first = Math.min(to, from + (begin - from + FusedLoop.VECTORS - 1) / FusedLoop.VECTORS * FusedLoop.VECTORS);
            edge(loop, start, from, first);
        }
        if (end < to) {
            last = Math.max(first, from + Math.max(0, end - from) / FusedLoop.VECTORS * FusedLoop.VECTORS);
        }
        if (first < last) {
            loop.run(arrays, start, first, last);
        }
        if (last < to) {
            edge(loop, start, last, to);
        }
    }

    private void edge(FusedLoop loop, int start, int from, int to) {
        for (int k = 0; k < arrays.length; k++) {
            if (isCopied(k) && values.get(k).use().compareTo(FusedOps.Use.SHIFTED) < 0) {
                System.arraycopy(arrays[k], index(k, start, from), copies[k], FIRST, to - from);
            }
        }
        for (Shift shift : shifts) {
            shift.move.copy(start, copies[shift.array], FIRST + shift.distance, from, to);
        }
        loop.run(copies, 0, FIRST, FIRST + to - from);
        for (int k = 0; k < arrays.length; k++) {
            if (values.get(k).use() == FusedOps.Use.WRITTEN) {
                System.arraycopy(copies[k], FIRST, arrays[k], index(k, start, from), to - from);
            }
        }
    }

    private int index(int k, int start, int element) {
        return areBlocks[k] ? element - start : element;
    }
}
