package dev.gradus.linalg;

/**
 * P A = L U with partial pivoting: in each column, the first element of greatest magnitude is the pivot. u_ij is a_ij − Σ_k
 * l_ik u_kj over all k &lt; i, and l_ij is (a_ij − Σ_k l_ik u_kj) / u_jj over all k &lt; j, accumulated in order by fma.
 * These loops define the bits.
 */
final class Elimination {
    final double[] factors;
    final int[] rows;
    private final int n;
    private final double[] a;
    private final int at;
    boolean isOdd;

    private Elimination(double[] a, int at, int n) {
        this.a = a;
        this.at = at;
        this.n = n;
        this.factors = new double[n * n];
        this.rows = new int[n];
    }

    /** Computes the factors up to the first pivot that is 0. */
    static Elimination of(double[] a, int at, int n) {
        Elimination lu = new Elimination(a, at, n);
        for (int i = 0; i < n; i++) {
            lu.rows[i] = i;
        }
        for (int j = 0; j < n && (j == 0 || lu.factors[(j - 1) * n + j - 1] != 0); j++) {
            lu.eliminate(j);
        }
        return lu;
    }

    int firstZero() {
        for (int i = 0; i < n; i++) {
            if (factors[i * n + i] == 0) {
                return i;
            }
        }
        return -1;
    }

    /** Elements of later columns hold their partial sums. */
    private void eliminate(int j) {
        int best = j;
        for (int i = j + 1; i < n; i++) {
            if (Math.abs(element(i, j)) > Math.abs(element(best, j))) {
                best = i;
            }
        }
        if (best != j) {
            swap(best, j);
        }
        for (int c = j; c < n; c++) {
            factors[j * n + c] = element(j, c);
        }
        double pivot = factors[j * n + j];
        for (int i = j + 1; i < n && pivot != 0; i++) {
            double factor = element(i, j) / pivot;
            factors[i * n + j] = factor;
            for (int c = j + 1; c < n; c++) {
                factors[i * n + c] = Math.fma(factor, factors[j * n + c], factors[i * n + c]);
            }
        }
    }

    private double element(int i, int j) {
        return a[at + rows[i] * n + j] - factors[i * n + j];
    }

    private void swap(int i, int j) {
        for (int c = 0; c < n; c++) {
            double kept = factors[i * n + c];
            factors[i * n + c] = factors[j * n + c];
            factors[j * n + c] = kept;
        }
        int row = rows[i];
        rows[i] = rows[j];
        rows[j] = row;
        isOdd = !isOdd;
    }

    /** Solves A X = B for m columns: L Y = P B from the first row, then U X = Y from the last. */
    void solve(double[] b, int atB, int m, double[] x, int atX) {
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < m; c++) {
                double sum = 0;
                for (int k = 0; k < i; k++) {
                    sum = Math.fma(factors[i * n + k], x[atX + k * m + c], sum);
                }
                x[atX + i * m + c] = b[atB + rows[i] * m + c] - sum;
            }
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int c = 0; c < m; c++) {
                double sum = 0;
                for (int k = n - 1; k > i; k--) {
                    sum = Math.fma(factors[i * n + k], x[atX + k * m + c], sum);
                }
                x[atX + i * m + c] = (x[atX + i * m + c] - sum) / factors[i * n + i];
            }
        }
    }
}
