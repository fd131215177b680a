package dev.gradus.gradbench;

import java.util.Arrays;

/** Matrices as rows, as JSON has them, and as one array row by row, as nodes do. */
final class Rows {
    private Rows() {}

    /**
     * The elements row by row.
     *
     * @throws IllegalArgumentException if there are not as many rows of as many numbers
     */
    static double[] flat(String name, double[][] rows, int count, int size) {
        if (rows.length != count) {
            throw new IllegalArgumentException(name + " has " + rows.length + " rows, not " + count);
        }
        double[] flat = new double[count * size];
        for (int i = 0; i < count; i++) {
            if (rows[i].length != size) {
                throw new IllegalArgumentException(
                        name + "[" + i + "] has " + rows[i].length + " numbers, not " + size);
            }
            System.arraycopy(rows[i], 0, flat, i * size, size);
        }
        return flat;
    }

    /** How many numbers the first row has, 0 if there is none. */
    static int size(double[][] rows) {
        return rows.length == 0 ? 0 : rows[0].length;
    }

    /** Rows of this many numbers. */
    static double[][] of(double[] flat, int count, int size) {
        double[][] rows = new double[count][];
        for (int i = 0; i < count; i++) {
            rows[i] = Arrays.copyOfRange(flat, i * size, (i + 1) * size);
        }
        return rows;
    }

    /** The element of row i and column j becomes that of row j and column i. */
    static double[] transposed(double[] flat, int rows, int columns) {
        double[] transposed = new double[flat.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                transposed[j * rows + i] = flat[i * columns + j];
            }
        }
        return transposed;
    }

    /**
     * Checks the length of an array.
     *
     * @throws IllegalArgumentException if it has another one
     */
    static double[] checked(String name, double[] numbers, int size) {
        if (numbers.length != size) {
            throw new IllegalArgumentException(name + " has " + numbers.length + " numbers, not " + size);
        }
        return numbers;
    }

    /**
     * Checks that a size is at least 1.
     *
     * @throws IllegalArgumentException if it is not
     */
    static int positive(String name, int size) {
        if (size < 1) {
            throw new IllegalArgumentException(name + " is " + size + ", and must be at least 1");
        }
        return size;
    }
}
