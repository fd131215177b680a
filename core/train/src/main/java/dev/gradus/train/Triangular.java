package dev.gradus.train;

/** The triangle R of a matrix A = Q R with at least as many rows as columns, by Householder reflections, and Qᵀ b. */
final class Triangular {
    private final double[][] a;
    private final double[] b;
    private final int columns;

    /** Overwrites both. */
    Triangular(double[][] a, double[] b, int columns) {
        this.a = a;
        this.b = b;
        this.columns = columns;
        for (int k = 0; k < columns; k++) {
            reflect(k);
        }
    }

    private void reflect(int k) {
        double norm = 0;
        for (int row = k; row < a.length; row++) {
            norm += a[row][k] * a[row][k];
        }
        double diagonal = a[k][k] > 0 ? -Math.sqrt(norm) : Math.sqrt(norm);
        double scale = norm - a[k][k] * diagonal; // vᵀv / 2 of v = a − diagonal · e
        if (scale == 0) {
            return;
        }
        double[] v = new double[a.length];
        for (int row = k; row < a.length; row++) {
            v[row] = a[row][k];
        }
        v[k] -= diagonal;
        for (int column = k; column < columns; column++) {
            double dot = 0;
            for (int row = k; row < a.length; row++) {
                dot += v[row] * a[row][column];
            }
            for (int row = k; row < a.length; row++) {
                a[row][column] -= dot / scale * v[row];
            }
        }
        double dot = 0;
        for (int row = k; row < a.length; row++) {
            dot += v[row] * b[row];
        }
        for (int row = k; row < a.length; row++) {
            b[row] -= dot / scale * v[row];
        }
    }

    /** Copies a row of R. */
    void copyRow(int k, double[] to) {
        System.arraycopy(a[k], k, to, k, columns - k);
    }

    /** An element of Qᵀ b. */
    double right(int k) {
        return b[k];
    }

    double diagonal(int k) {
        return a[k][k];
    }

    /** The x that minimizes ‖A x − b‖. */
    double[] solution() {
        double[] x = new double[columns];
        for (int k = columns - 1; k >= 0; k--) {
            double sum = b[k];
            for (int i = k + 1; i < columns; i++) {
                sum -= a[k][i] * x[i];
            }
            x[k] = sum / a[k][k];
        }
        return x;
    }

    /** (AᵀA)⁻¹ = R⁻¹ R⁻ᵀ. */
    double[][] inverseOfSquare() {
        double[][] inverse = new double[columns][columns];
        for (int column = 0; column < columns; column++) {
            for (int k = column; k >= 0; k--) {
                double sum = k == column ? 1 : 0;
                for (int i = k + 1; i <= column; i++) {
                    sum -= a[k][i] * inverse[i][column];
                }
                inverse[k][column] = sum / a[k][k];
            }
        }
        double[][] product = new double[columns][columns];
        for (int row = 0; row < columns; row++) {
            for (int column = 0; column < columns; column++) {
                for (int i = Math.max(row, column); i < columns; i++) {
                    product[row][column] += inverse[row][i] * inverse[column][i];
                }
            }
        }
        return product;
    }
}
