package dev.gradus.run;

import dev.gradus.kernel.FusedLoop;
import dev.gradus.kernel.Reduction;

/**
 * Down the rows of a matrix whose columns are added up. The rows of a block of the sums' order go into eight rows of sums in
 * turn, which are its lanes. Wide rows are cut, so that the sums stay in the cache and threads have something to share; for
 * narrow ones eight rows are one call of the loop.
 *
 * @param width how many columns a part has
 */
record WalkByColumns(int rows, int columns, int width) implements Walk {
    private static final int LANES = FusedLoop.VECTORS;

    /** Rows of fewer columns than twice that are not cut. */
    private static final int WIDTH = 128;

    /**
     * The way through such a matrix.
     *
     * @param inOrder whether all elements are added up as well, for which rows must not be cut
     */
    static Walk of(int rows, int columns, boolean inOrder) {
        return new WalkByColumns(rows, columns, inOrder || columns < 2 * WIDTH ? columns : WIDTH);
    }

    @Override
    public int parts() {
        return (rows + Reduction.BLOCK - 1) / Reduction.BLOCK * cuts();
    }

    private int cuts() {
        return (columns + width - 1) / width;
    }

    @Override
    public int block() {
        return LANES * width;
    }

    @Override
    public void run(FusedLoop loop, LoopArrays arrays, int part) {
        int block = part / cuts();
        int left = part % cuts() * width;
        int count = Math.min(width, columns - left);
        int end = Math.min((block + 1) * Reduction.BLOCK, rows);
        arrays.clearSums();
        for (int row = block * Reduction.BLOCK; row < end; row += LANES) {
            int below = Math.min(row + LANES, end);
            if (count == columns) {
                wholeRows(loop, arrays, row * columns, below * columns);
            } else {
                partsOfRows(loop, arrays, row, below, left, count);
            }
        }
        arrays.addLanes(block * columns + left, width, count);
    }

    /** Ends calls where blocks of a sum over all elements end. */
    private static void wholeRows(FusedLoop loop, LoopArrays arrays, int start, int end) {
        int to;
        for (int from = start; from < end; from = to) {
            to = Math.min((from / WalkInOrder.REPEATED + 1) * WalkInOrder.REPEATED, end);
            arrays.run(loop, start, from, to);
        }
    }

    private void partsOfRows(FusedLoop loop, LoopArrays arrays, int top, int below, int left, int count) {
        for (int row = top; row < below; row++) {
            int from = row * columns + left;
            arrays.run(loop, from - (row - top) * width, from, from + count);
        }
    }
}
