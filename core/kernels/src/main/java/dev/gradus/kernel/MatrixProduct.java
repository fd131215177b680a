package dev.gradus.kernel;

/**
 * The product of two row-major matrices, (rows, inner) and (inner, columns), either of which may be stored transposed.
 * Each element is accumulated in the order of k by fma, starting from 0 or from the present element of out.
 *
 * @param transposedA whether a is stored as (inner, rows)
 * @param transposedB whether b is stored as (columns, inner)
 * @param stepOfA the distance between the stored rows of a, which exceeds their length if a is part of a wider matrix
 * @param stepOfB the same for b
 * @param stepOfOut the same for out
 * @param adds whether the product is added to the contents of out
 */
public record MatrixProduct(
        int rows,
        int inner,
        int columns,
        boolean transposedA,
        boolean transposedB,
        int stepOfA,
        int stepOfB,
        int stepOfOut,
        boolean adds) {
    /** Creates a product of complete matrices. */
    public MatrixProduct(int rows, int inner, int columns, boolean transposedA, boolean transposedB) {
        this(
                rows,
                inner,
                columns,
                transposedA,
                transposedB,
                transposedA ? rows : inner,
                transposedB ? inner : columns,
                columns,
                false);
    }

    /** Creates a product of complete matrices, neither of them transposed. */
    public static MatrixProduct of(int rows, int inner, int columns) {
        return new MatrixProduct(rows, inner, columns, false, false);
    }

    /** Returns the stride in a from row to row. */
    public int rowStrideOfA() {
        return transposedA ? 1 : stepOfA;
    }

    /** Returns the stride in a along the inner axis. */
    public int innerStrideOfA() {
        return transposedA ? stepOfA : 1;
    }

    /** Returns the stride in b along the inner axis. */
    public int innerStrideOfB() {
        return transposedB ? 1 : stepOfB;
    }

    /** Returns the stride in b from column to column. */
    public int columnStrideOfB() {
        return transposedB ? stepOfB : 1;
    }
}
