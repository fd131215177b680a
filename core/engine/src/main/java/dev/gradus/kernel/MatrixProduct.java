package dev.gradus.kernel;

import java.util.Arrays;

/** The product of two row-major matrices. Each element is accumulated over k in order, by fma, from 0. */
public final class MatrixProduct {
    private MatrixProduct() {}

    /** out (rows, columns) = a (rows, inner) @ b (inner, columns). */
    public static void multiply(double[] a, double[] b, double[] out, int rows, int inner, int columns) {
        Arrays.fill(out, 0.0);
        for (int i = 0; i < rows; i++) {
            int rowOfOut = i * columns;
            for (int k = 0; k < inner; k++) {
                double factor = a[i * inner + k];
                int rowOfB = k * columns;
                for (int j = 0; j < columns; j++) {
                    out[rowOfOut + j] = Math.fma(factor, b[rowOfB + j], out[rowOfOut + j]);
                }
            }
        }
    }
}
