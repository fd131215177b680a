package dev.gradus.linalg;

/**
 * Computes singular values and vectors by rotating pairs of columns until all are orthogonal (Hestenes, "Inversion of
 * matrices by biorthogonalization", 1958). If A is B D with a diagonal D and a well-conditioned B, each singular value has a
 * small relative error, however small it is (Demmel and Veselić, "Jacobi's method is more accurate than QR", 1992). These
 * loops define the bits; the values are the same with and without vectors.
 */
final class OneSidedJacobi {
    private static final double EPSILON = 0x1p-53;
    private static final int MOST_SWEEPS = 60;

    /** A column is 0 if its length has decreased by this power of two. */
    private static final int LEAST_EXPONENT = -1000;

    /** If a sum of squares exceeds this, terms that underflow are negligible. */
    private static final double LEAST_SQUARES = 0x1p-400;

    private final int count;
    private final int length;

    /** Row j is column j of the matrix, finally s_j u_j, divided by a power of two so that no square underflows. */
    private final double[] columns;

    private final int[] exponents;

    /** Below these, a column is what rounding left of 0, and each sweep would make it shorter. */
    private final int[] least;

    /** Row j is v_j. */
    final double[] right;

    /** Row j is u_j. */
    final double[] left;

    /** Unordered. */
    final double[] values;

    /** Reads a matrix of {@code count} columns of this length, stored with these steps. */
    OneSidedJacobi(
            double[] matrix, int at, int count, int length, int columnStep, int elementStep, boolean withVectors) {
        this.count = count;
        this.length = length;
        this.columns = new double[count * length];
        this.exponents = new int[count];
        this.least = new int[count];
        this.right = new double[withVectors ? count * count : 0];
        this.left = new double[withVectors ? count * length : 0];
        this.values = new double[count];
        for (int j = 0; j < count; j++) {
            for (int i = 0; i < length; i++) {
                columns[j * length + i] = matrix[at + j * columnStep + i * elementStep];
            }
            least[j] = Integer.MIN_VALUE;
            normalize(j);
            least[j] = exponents[j] + LEAST_EXPONENT;
        }
        for (int j = 0; j < count && withVectors; j++) {
            right[j * count + j] = 1;
        }
        for (int sweep = 0; sweep < MOST_SWEEPS && sweep(); sweep++) {
            // until no pair needed a rotation
        }
        finish();
    }

    /** Moves a power of two from the column to its exponent, which is exact. Returns whether it was other than 1. */
    private boolean normalize(int j) {
        double greatest = 0;
        for (int i = 0; i < length; i++) {
            greatest = Math.max(greatest, Math.abs(columns[j * length + i]));
        }
        int exponent = greatest > 0 && greatest < Double.POSITIVE_INFINITY ? Math.getExponent(greatest) : 0;
        boolean isZero = exponents[j] + exponent < least[j];
        for (int i = 0; i < length; i++) {
            columns[j * length + i] = isZero ? 0 : Math.scalb(columns[j * length + i], -exponent);
        }
        exponents[j] += exponent;
        return exponent != 0;
    }

    private boolean sweep() {
        boolean rotated = false;
        for (int p = 0; p < count - 1; p++) {
            for (int q = p + 1; q < count; q++) {
                rotated |= makeOrthogonal(p, q);
            }
        }
        return rotated;
    }

    private boolean makeOrthogonal(int p, int q) {
        double ofP = 0, ofQ = 0, both = 0;
        for (int i = 0; i < length; i++) {
            double x = columns[p * length + i], y = columns[q * length + i];
            ofP = Math.fma(x, x, ofP);
            ofQ = Math.fma(y, y, ofQ);
            both = Math.fma(x, y, both);
        }
        if (ofP < LEAST_SQUARES && normalize(p) || ofQ < LEAST_SQUARES && normalize(q)) {
            return makeOrthogonal(p, q);
        }
        if (!(Math.abs(both) > length * EPSILON * Math.sqrt(ofP) * Math.sqrt(ofQ))) {
            return false;
        }
        // with r = 2^(exponent of q − exponent of p), or 1 / r in place of r where r > 1, so that nothing overflows
        boolean isGrowing = exponents[q] >= exponents[p];
        double r = Math.scalb(1.0, -Math.abs(exponents[q] - exponents[p]));
        double zeta = (isGrowing ? ofQ - r * r * ofP : r * r * ofQ - ofP) / (2 * both); // r times the usual ζ
        double scaled = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + SymmetricQr.length(r, zeta)); // the tangent / r
        double tangent = scaled * r;
        double c = 1 / Math.sqrt(Math.fma(tangent, tangent, 1));
        double s = c * tangent;
        double greater = c * scaled, less = s * r;
        rotate(columns, p * length, q * length, length, c, isGrowing ? greater : less, isGrowing ? less : greater);
        if (right.length > 0) {
            rotate(right, p * count, q * count, count, c, s, s);
        }
        return true;
    }

    private static void rotate(double[] rows, int p, int q, int length, double c, double ofQ, double ofP) {
        for (int i = 0; i < length; i++) {
            double x = rows[p + i], y = rows[q + i];
            rows[p + i] = Math.fma(c, x, -(ofQ * y));
            rows[q + i] = Math.fma(ofP, x, c * y);
        }
    }

    private void finish() {
        boolean[] isZero = new boolean[count];
        for (int j = 0; j < count; j++) {
            double squares = 0;
            for (int i = 0; i < length; i++) {
                squares = Math.fma(columns[j * length + i], columns[j * length + i], squares);
            }
            double norm = Math.sqrt(squares);
            isZero[j] = norm == 0;
            values[j] = Math.scalb(norm, exponents[j]);
            for (int i = 0; i < length && left.length > 0 && norm > 0; i++) {
                left[j * length + i] = columns[j * length + i] / norm;
            }
        }
        for (int j = 0; j < count && left.length > 0; j++) {
            if (isZero[j]) {
                complete(j, isZero);
            }
        }
    }

    /** Chooses a vector for the value 0: the remainder of the first unit vector that is sufficiently far from all others. */
    private void complete(int j, boolean[] isZero) {
        for (int unit = 0; unit < length; unit++) {
            for (int i = 0; i < length; i++) {
                left[j * length + i] = i == unit ? 1 : 0;
            }
            for (int twice = 0; twice < 2; twice++) {
                for (int k = 0; k < count; k++) {
                    if (k != j && (!isZero[k] || k < j)) {
                        takeAway(j, k);
                    }
                }
            }
            double squares = 0;
            for (int i = 0; i < length; i++) {
                squares = Math.fma(left[j * length + i], left[j * length + i], squares);
            }
            double norm = Math.sqrt(squares);
            if (norm * norm * length >= 0.5) {
                for (int i = 0; i < length; i++) {
                    left[j * length + i] /= norm;
                }
                return;
            }
        }
    }

    private void takeAway(int j, int k) {
        double inner = 0;
        for (int i = 0; i < length; i++) {
            inner = Math.fma(left[j * length + i], left[k * length + i], inner);
        }
        for (int i = 0; i < length; i++) {
            left[j * length + i] = Math.fma(-inner, left[k * length + i], left[j * length + i]);
        }
    }
}
