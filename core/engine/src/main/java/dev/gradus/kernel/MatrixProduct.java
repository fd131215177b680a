package dev.gradus.kernel;

import java.util.Arrays;

/** The product of two row-major matrices. Each element is accumulated over k in order, by fma, from 0. */
public final class MatrixProduct {
    private MatrixProduct() {}

    /** out (rows, columns) = a (rows, inner) @ b (inner, columns). */
    public static void multiply(double[] a, double[] b, double[] out, int rows, int inner, int columns) {
        multiply(a, 0, b, 0, out, 0, rows, inner, columns);
    }

    /** The same for matrices that begin at these places of their arrays. */
    static void multiply(
            double[] a,
            int startOfA,
            double[] b,
            int startOfB,
            double[] out,
            int start,
            int rows,
            int inner,
            int columns) {
        Arrays.fill(out, start, start + rows * columns, 0.0);
        for (int i = 0; i < rows; i++) {
            int rowOfOut = start + i * columns;
            for (int k = 0; k < inner; k++) {
                double factor = a[startOfA + i * inner + k];
                int rowOfB = startOfB + k * columns;
                for (int j = 0; j < columns; j++) {
                    out[rowOfOut + j] = Math.fma(factor, b[rowOfB + j], out[rowOfOut + j]);
                }
            }
        }
    }
}
