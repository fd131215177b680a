package dev.gradus.kernel.simd;

/**
 * Rectangles of a matrix product, which stay in registers while products are added to their elements in order: rows of a
 * with a panel of b's columns.
 */
interface Tiles {
    int columns();

    /** The fewest rows of a tile; all have a multiple of them. */
    int fewestRows();

    /** How many rows the next tile takes of those left, a multiple of the fewest. */
    int rows(int left);

    /**
     * out = before + a @ b for a tile of {@code rows} rows, where a has {@code depth} columns and b {@code depth} rows.
     * {@code before} may be {@code out}.
     *
     * @param rowOfA the stride in a from row to row, and so on
     */
    void add(
            int rows,
            double[] a,
            int startOfA,
            int rowOfA,
            int innerOfA,
            double[] b,
            int startOfB,
            int innerOfB,
            int depth,
            double[] before,
            int atBefore,
            int rowOfBefore,
            double[] out,
            int at,
            int rowOfOut);
}
