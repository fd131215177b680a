package dev.gradus.linalg;

/**
 * Computes eigenvalues and eigenvectors of a symmetric matrix. Householder reflections reduce it to tridiagonal form, and
 * implicit QR steps with Wilkinson's shift make it diagonal (Golub and Van Loan, "Matrix Computations", sections 8.3.1 and
 * 8.3.3). These loops define the bits; the values are the same with and without vectors.
 */
final class SymmetricQr {
    private static final double EPSILON = 0x1p-52;
    private static final int MOST_STEPS = 60;

    private final int n;
    private final double[] a;
    private final boolean withVectors;

    /** Row i is the eigenvector of value i. */
    final double[] vectors;

    /** Unordered. */
    final double[] values;

    private final double[] beside;

    /** Reads the symmetric part of the matrix at this position. */
    SymmetricQr(double[] matrix, int at, int n, boolean withVectors) {
        this.n = n;
        this.withVectors = withVectors;
        this.a = new double[n * n];
        this.vectors = new double[withVectors ? n * n : 0];
        this.values = new double[n];
        this.beside = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                a[i * n + j] = 0.5 * matrix[at + i * n + j] + 0.5 * matrix[at + j * n + i];
            }
        }
        makeTridiagonal();
        makeDiagonal();
    }

    private void makeTridiagonal() {
        double[] v = new double[n * n], scales = new double[n], p = new double[n];
        for (int k = 0; k < n - 2; k++) {
            for (int i = k + 1; i < n; i++) {
                v[i * n + k] = a[i * n + k];
            }
            scales[k] = Householder.prepare(v, k, n, k + 1, n);
            if (scales[k] != 0) {
                reflectBothSides(v, k, scales[k], p);
            }
        }
        for (int i = 0; i < n; i++) {
            values[i] = a[i * n + i];
            beside[i] = i + 1 < n ? a[(i + 1) * n + i] : 0;
        }
        if (withVectors) {
            formVectors(v, scales);
        }
    }

    /** (I − s v vᵀ) A (I − s v vᵀ) = A − v wᵀ − w vᵀ with w = s A v − (s² vᵀ A v / 2) v. */
    private void reflectBothSides(double[] v, int k, double scale, double[] w) {
        double inner = 0;
        for (int i = k; i < n; i++) {
            double sum = 0;
            for (int j = k + 1; j < n; j++) {
                sum = Math.fma(a[i * n + j], v[j * n + k], sum);
            }
            w[i] = scale * sum;
            inner = i > k ? Math.fma(w[i], v[i * n + k], inner) : inner;
        }
        double half = 0.5 * scale * inner;
        for (int i = k + 1; i < n; i++) {
            w[i] = Math.fma(-half, v[i * n + k], w[i]);
        }
        for (int i = k + 1; i < n; i++) {
            a[i * n + k] = Math.fma(-v[i * n + k], w[k], a[i * n + k]);
            for (int j = k + 1; j < n; j++) {
                double once = Math.fma(-v[i * n + k], w[j], a[i * n + j]);
                a[i * n + j] = Math.fma(-w[i], v[j * n + k], once);
            }
        }
    }

    private void formVectors(double[] v, double[] scales) {
        double[] q = new double[n * n];
        for (int i = 0; i < n; i++) {
            q[i * n + i] = 1;
        }
        for (int k = n - 3; k >= 0; k--) {
            Householder.reflect(v, k, n, scales[k], q, 0, k + 1, n, n, 0);
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                vectors[j * n + i] = q[i * n + j];
            }
        }
    }

    private void makeDiagonal() {
        int last = n - 1;
        int steps = 0;
        while (last > 0) {
            if (isNegligible(last - 1)) {
                beside[last - 1] = 0;
                last--;
                steps = 0;
                continue;
            }
            int first = last - 1;
            while (first > 0 && !isNegligible(first - 1)) {
                first--;
            }
            if (++steps > MOST_STEPS) {
                return; // only for numbers that are not finite
            }
            step(first, last);
        }
    }

    private boolean isNegligible(int i) {
        return Math.abs(beside[i]) <= EPSILON * Math.sqrt(Math.abs(values[i])) * Math.sqrt(Math.abs(values[i + 1]))
                || Math.abs(beside[i]) <= 0.5 * EPSILON * (Math.abs(values[i]) + Math.abs(values[i + 1]));
    }

    /** Makes one implicit step with Wilkinson's shift, by rotations that chase a bulge down. */
    private void step(int first, int last) {
        double half = 0.5 * (values[last - 1] - values[last]);
        double b = beside[last - 1];
        double root = length(half, b);
        double shift = values[last] - b * (b / (half < 0 ? half - root : half + root));
        double x = values[first] - shift;
        double z = beside[first];
        for (int k = first; k < last; k++) {
            double length = length(x, z);
            double c = length == 0 ? 1 : x / length;
            double s = length == 0 ? 0 : z / length;
            if (k > first) {
                beside[k - 1] = length;
            }
            rotate(k, c, s);
            if (k + 1 < last) {
                x = beside[k];
                z = s * beside[k + 1];
                beside[k + 1] = c * beside[k + 1];
            }
        }
    }

    /** Rotates rows and columns k and k + 1 of the tridiagonal matrix, and the two vectors. */
    private void rotate(int k, double c, double s) {
        double p = values[k], q = values[k + 1], e = beside[k];
        double t = s * (q - p) + 2 * c * e;
        values[k] = Math.fma(s, t, p);
        values[k + 1] = Math.fma(-s, t, q);
        beside[k] = c * t - e;
        if (!withVectors) {
            return;
        }
        int one = k * n, other = one + n;
        for (int i = 0; i < n; i++) {
            double v = vectors[one + i], w = vectors[other + i];
            vectors[one + i] = Math.fma(c, v, s * w);
            vectors[other + i] = Math.fma(c, w, -(s * v));
        }
    }

    static double length(double x, double y) {
        double greater = Math.max(Math.abs(x), Math.abs(y));
        double less = Math.min(Math.abs(x), Math.abs(y));
        if (greater == 0) {
            return 0;
        }
        double ratio = less / greater;
        return greater * Math.sqrt(Math.fma(ratio, ratio, 1));
    }
}
