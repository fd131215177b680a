package dev.gradus.kernel;

/**
 * The product of two row-major matrices, either of which may be stored transposed: (rows, inner) with (inner, columns).
 * Each element is accumulated over k in order, by fma, from 0 or from what is there.
 *
 * @param transposedA whether a is stored as (inner, rows)
 * @param transposedB whether b is stored as (columns, inner)
 * @param stepOfA from row to row of a as it is stored, and so on: more than a row's length for a part of a wider matrix
 * @param adds whether the product is added to what out holds
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
    /** A product of whole matrices. */
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

    /** A product of whole matrices that are not transposed. */
    public static MatrixProduct of(int rows, int inner, int columns) {
        return new MatrixProduct(rows, inner, columns, false, false);
    }

    /** The stride in a from row to row. */
    public int rowStrideOfA() {
        return transposedA ? 1 : stepOfA;
    }

    /** The stride in a along the inner axis. */
    public int innerStrideOfA() {
        return transposedA ? stepOfA : 1;
    }

    /** The stride in b along the inner axis. */
    public int innerStrideOfB() {
        return transposedB ? 1 : stepOfB;
    }

    /** The stride in b from column to column. */
    public int columnStrideOfB() {
        return transposedB ? stepOfB : 1;
    }
}
