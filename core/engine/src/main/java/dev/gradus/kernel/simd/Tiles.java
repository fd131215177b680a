package dev.gradus.kernel.simd;

/**
 * Rectangles of a matrix product, each of which stays in registers while products are added to its elements, in order: rows
 * of a with a panel of b's columns.
 */
interface Tiles {
    /** How many columns a tile has. */
    int columns();

    /** How many rows a tile has at least; it has a multiple of them. */
    int fewestRows();

    /** How many rows the next tile takes if so many are left, a multiple of the fewest. */
    int rows(int left);

    /**
     * out = before + a @ b for a tile of so many rows, where a has {@code depth} columns and b as many rows. {@code before}
     * may be {@code out}.
     *
     * @param rowOfA the distance in a between neighbours in a column, and so on
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
