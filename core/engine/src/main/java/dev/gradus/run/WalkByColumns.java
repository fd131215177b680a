package dev.gradus.run;

import dev.gradus.kernel.FusedLoop;
import dev.gradus.kernel.Reduction;

/**
 * Down the rows of a matrix whose columns are added up. The rows go into eight rows of sums in turn, the lanes of
 * {@link Reduction}. Wide rows are cut, so that the sums stay in the cache and threads have something to share; for narrow ones
 * eight rows are one call of the loop.
 *
 * @param width how many columns a part has
 */
record WalkByColumns(int rows, int columns, int width) implements Walk {
    private static final int LANES = FusedLoop.VECTORS;

    /** Of fewer columns it costs more to call the loop for eight rows at a time than is gained. */
    private static final int FEWEST_COLUMNS = 32;

    /** With fewer rows it costs more to clear and to add up the lanes. */
    private static final int FEWEST_ROWS = 8 * LANES;

    /** In matrices that the cache holds rows are cut shorter ... */
    private static final int SHORT = 128;

    /** ... than in those of more elements than this, where it pays to read long pieces. */
    private static final int CACHED = 1 << 17;

    private static final int LONG = 512;

    /** The way through such a matrix. */
    static WalkByColumns of(int rows, int columns) {
        int width = rows * columns > CACHED ? LONG : SHORT;
        return new WalkByColumns(rows, columns, columns < 2 * width ? columns : width);
    }

    /** Whether adding up on the way is faster than afterwards, on several threads too. */
    boolean pays() {
        boolean shared = parts() > 1 || rows * columns < Groups.MANY;
        return columns >= FEWEST_COLUMNS && rows >= FEWEST_ROWS && shared;
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
                arrays.run(loop, row * columns, row * columns, below * columns);
            } else {
                partsOfRows(loop, arrays, row, below, left, count);
            }
        }
        arrays.addLanes(block * columns + left, width, count);
    }

    private void partsOfRows(FusedLoop loop, LoopArrays arrays, int top, int below, int left, int count) {
        for (int row = top; row < below; row++) {
            int from = row * columns + left;
            arrays.run(loop, from - (row - top) * width, from, from + count);
        }
    }
}
