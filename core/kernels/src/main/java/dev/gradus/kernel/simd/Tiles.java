package dev.gradus.kernel.simd;

/**
 * Rectangles of a matrix product that stay in registers while products are accumulated: some rows of a with a panel of
 * columns of b.
 */
interface Tiles {
    int columns();

    /** Returns the minimum number of rows of a tile, of which all heights are multiples. */
    int fewestRows();

    /** Returns the number of rows of the next tile if {@code left} rows are left. */
    int rows(int left);

    /**
     * Computes out = before + a @ b for a tile of {@code rows} rows, where a has {@code depth} columns and b {@code
     * depth} rows. {@code before} may be {@code out}.
     *
     * @param rowOfA the distance between rows of a; the other strides are named alike
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
