package dev.gradus.kernel;

/**
 * The product of two row-major matrices, either of which may be given transposed: (rows, inner) with (inner, columns).
 * Each element is accumulated over k in order, by fma, from 0.
 *
 * @param transposedA whether a is stored as (inner, rows)
 * @param transposedB whether b is stored as (columns, inner)
 */
public record MatrixProduct(int rows, int inner, int columns, boolean transposedA, boolean transposedB) {
    /** A product of matrices that are stored as they are multiplied. */
    public static MatrixProduct of(int rows, int inner, int columns) {
        return new MatrixProduct(rows, inner, columns, false, false);
    }

    /** The distance in a's array between neighbours in a column. */
    public int rowStrideOfA() {
        return transposedA ? 1 : inner;
    }

    /** The distance in a's array between neighbours in a row. */
    public int innerStrideOfA() {
        return transposedA ? rows : 1;
    }

    /** The distance in b's array between neighbours in a column. */
    public int innerStrideOfB() {
        return transposedB ? 1 : columns;
    }

    /** The distance in b's array between neighbours in a row. */
    public int columnStrideOfB() {
        return transposedB ? inner : 1;
    }
}
