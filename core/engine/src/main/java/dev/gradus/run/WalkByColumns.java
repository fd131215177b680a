package dev.gradus.run;

import dev.gradus.kernel.FusedLoop;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.Reduction;
import dev.gradus.kernel.math.Sums;

/**
 * Down the rows of a matrix whose columns are added up. The rows go into eight rows of sums in turn, the lanes of
 * {@link Reduction}. They are cut, so that the sums stay in the cache and threads have something to share.
 *
 * @param width how many columns a part has
 */
record WalkByColumns(int rows, int columns, int width) implements Walk {
    private static final int LANES = FusedLoop.VECTORS;

    private static final int WIDTH = 512;

    /** How many numbers a page of memory has. */
    private static final int PAGE = 512;

    /** A matrix of as many elements is still in the cache when it is to be added up. */
    private static final int CACHED = 1 << 17;

    private static final int FEWEST_ROWS = 8 * LANES;

    /** The way through such a matrix. */
    static WalkByColumns of(int rows, int columns) {
        return new WalkByColumns(rows, columns, Math.min((columns + 1) / 2, WIDTH));
    }

    /**
     * Whether adding up on the way is faster than afterwards. Going down a stored matrix is slow where rows are of whole pages,
     * as then they compete for the same places of the cache; else it is as fast, and few rows are not worth eight of sums.
     */
    boolean pays() {
        return columns % PAGE == 0 && rows * columns > CACHED && rows >= FEWEST_ROWS;
    }

    @Override
    public int parts() {
        return (rows + Sums.BLOCK - 1) / Sums.BLOCK * cuts();
    }

    private int cuts() {
        return (columns + width - 1) / width;
    }

    @Override
    public int block() {
        return LANES * width;
    }

    @Override
    public void run(FusedLoop loop, LoopArrays arrays, Kernels kernels, int part) {
        int block = part / cuts();
        int left = part % cuts() * width;
        int count = Math.min(width, columns - left);
        int end = Math.min((block + 1) * Sums.BLOCK, rows);
        arrays.clearSums();
        for (int row = block * Sums.BLOCK; row < end; row++) {
            int from = row * columns + left;
            arrays.run(loop, from - row % LANES * width, from, from + count);
        }
        arrays.addLanes(kernels, block * columns + left, width, count);
    }
}
