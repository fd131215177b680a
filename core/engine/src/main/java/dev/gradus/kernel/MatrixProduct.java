package dev.gradus.kernel;

/**
 * The product of two row-major matrices, either of which may be stored transposed: (rows, inner) with (inner, columns).
 * Each element is accumulated over k in order, by fma, from 0.
 *
 * @param transposedA whether a is stored as (inner, rows)
 * @param transposedB whether b is stored as (columns, inner)
 */
public record MatrixProduct(int rows, int inner, int columns, boolean transposedA, boolean transposedB) {
    /** A product of matrices that are not transposed. */
    public static MatrixProduct of(int rows, int inner, int columns) {
        return new MatrixProduct(rows, inner, columns, false, false);
    }

    /** The stride in a from row to row. */
    public int rowStrideOfA() {
        return transposedA ? 1 : inner;
    }

    /** The stride in a along the inner axis. */
    public int innerStrideOfA() {
        return transposedA ? rows : 1;
    }

    /** The stride in b along the inner axis. */
    public int innerStrideOfB() {
        return transposedB ? 1 : columns;
    }

    /** The stride in b from column to column. */
    public int columnStrideOfB() {
        return transposedB ? inner : 1;
    }
}
