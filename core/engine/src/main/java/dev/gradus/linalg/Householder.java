package dev.gradus.linalg;

/** Reflections I − s v vᵀ, whose vectors are columns of an array. */
final class Householder {
    private Householder() {}

    /**
     * Overwrites column j from row {@code from} on with the vector of the reflection that maps it to a multiple of the first
     * unit vector. Returns the scale of the reflection, or 0 for none if the elements are 0.
     */
    static double prepare(double[] v, int j, int step, int from, int to) {
        double greatest = 0;
        for (int i = from; i < to; i++) {
            greatest = Math.max(greatest, Math.abs(v[i * step + j]));
        }
        if (!(greatest > 0)) {
            return greatest; // zeros, or a NaN that propagates
        }
        double squares = 0;
        for (int i = from; i < to; i++) {
            double scaled = v[i * step + j] / greatest;
            v[i * step + j] = scaled;
            squares = Math.fma(scaled, scaled, squares);
        }
        double norm = Math.sqrt(squares);
        double first = v[from * step + j];
        v[from * step + j] = first < 0 ? first - norm : first + norm;
        return 1 / (norm * (norm + Math.abs(first)));
    }

    /** Applies the reflection to rows {@code from} to {@code to} − 1 of a matrix, from one column on. */
    static void reflect(
            double[] v, int j, int stepOfV, double scale, double[] a, int at, int from, int to, int step, int column) {
        if (scale == 0) {
            return;
        }
        double[] sums = new double[step - column];
        for (int i = from; i < to; i++) {
            double factor = v[i * stepOfV + j];
            for (int c = column; c < step; c++) {
                sums[c - column] = Math.fma(factor, a[at + i * step + c], sums[c - column]);
            }
        }
        for (int i = from; i < to; i++) {
            double factor = -scale * v[i * stepOfV + j];
            for (int c = column; c < step; c++) {
                a[at + i * step + c] = Math.fma(factor, sums[c - column], a[at + i * step + c]);
            }
        }
    }
}
