package dev.gradus.train.fit;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Solves min ‖A z − b‖² + µ ‖z‖² for any µ ≥ 0, by the singular vectors of A = Σ uₖ σₖ vₖᵀ:
 *
 * <pre>
 * z = Σ vₖ uₖᵀb / (σₖ + µ / σₖ)
 * </pre>
 *
 * <p>A QR factorization with exchanged columns leaves out columns that depend on others. Each is judged by its own length, so
 * the units of columns do not matter. Rotations of pairs of rows of R then make the rows orthogonal: they become σₖ vₖᵀ (Demmel,
 * Veselić, Jacobi's method is more accurate than QR, 1992).
 */
public final class SingularRows {
    /** A column depends on others if its distance from their span is at most this part of its length. */
    private static final double DEPENDENT = 1e-14;

    private static final double ORTHOGONAL = 0x1p-50;
    private static final int MOST_SWEEPS = 60;
    private static final int MOST_NEWTON_STEPS = 100;

    /** The columns of A and b; finally, row k is σₖ vₖᵀ and uₖᵀ b. */
    private final double[][] rows;

    private final int columns;
    private final boolean[] isIndependent;
    private final double[] values;
    private int rank;

    /** @param rows each a row of A and the element of b; overwritten */
    public SingularRows(double[][] rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        isIndependent = new boolean[columns];
        double[] lengths =
                IntStream.range(0, columns).mapToDouble(i -> length(i, 0)).toArray();
        for (int pivot = pivot(lengths); pivot >= 0; pivot = pivot(lengths)) {
            reflect(rank, pivot);
            isIndependent[pivot] = true;
            rank++;
        }
        boolean isRotated = true;
        for (int sweep = 0; isRotated && sweep < MOST_SWEEPS; sweep++) {
            isRotated = false;
            for (int i = 0; i < rank; i++) {
                for (int j = i + 1; j < rank; j++) {
                    isRotated |= rotate(rows[i], rows[j]);
                }
            }
        }
        values = IntStream.range(0, rank)
                .mapToDouble(k -> Math.sqrt(dot(rows[k], rows[k])))
                .toArray();
    }

    private double length(int column, int from) {
        double sum = 0;
        for (int row = from; row < rows.length; row++) {
            sum += rows[row][column] * rows[row][column];
        }
        return Math.sqrt(sum);
    }

    /** Returns the column that is farthest from the span of those chosen before, or −1 if all others are in it. */
    private int pivot(double[] lengths) {
        int pivot = -1;
        double most = 0;
        for (int i = 0; i < columns && rank < rows.length; i++) {
            double rest = isIndependent[i] ? 0 : length(i, rank);
            if (rest > most && rest > DEPENDENT * lengths[i]) {
                pivot = i;
                most = rest;
            }
        }
        return pivot;
    }

    /** Makes a column 0 below row k. */
    private void reflect(int k, int pivot) {
        double norm = length(pivot, k), diagonal = rows[k][pivot] > 0 ? -norm : norm;
        double scale = norm * norm - rows[k][pivot] * diagonal; // vᵀv / 2 of v = a − diagonal · e
        double[] v = new double[rows.length];
        for (int row = k; row < rows.length; row++) {
            v[row] = rows[row][pivot];
            rows[row][pivot] = 0;
        }
        v[k] -= diagonal;
        for (int column = 0; column <= columns; column++) {
            double dot = 0;
            for (int row = k; row < rows.length; row++) {
                dot += v[row] * rows[row][column];
            }
            for (int row = k; row < rows.length; row++) {
                rows[row][column] -= dot / scale * v[row];
            }
        }
        rows[k][pivot] = diagonal;
    }

    private double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < columns; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    /** Makes two rows orthogonal, if they are not. */
    private boolean rotate(double[] one, double[] other) {
        double first = dot(one, one), second = dot(other, other), both = dot(one, other);
        if (Math.abs(both) <= ORTHOGONAL * Math.sqrt(first) * Math.sqrt(second)) {
            return false;
        }
        double zeta = (second - first) / (2 * both);
        double tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
        double cosine = 1 / Math.sqrt(1 + tangent * tangent), sine = tangent * cosine;
        for (int i = 0; i <= columns; i++) {
            double x = one[i], y = other[i];
            one[i] = cosine * x - sine * y;
            other[i] = sine * x + cosine * y;
        }
        return true;
    }

    /** Returns the first column that depends on others, or −1 if none does. */
    public int dependent() {
        return IntStream.range(0, columns)
                .filter(i -> !isIndependent[i])
                .findFirst()
                .orElse(-1);
    }

    /** Returns the system of the other numbers if those of z that are not NaN have these values. */
    SingularRows given(double[] z) {
        double[][] rest = new double[rank][];
        for (int k = 0; k < rank; k++) {
            rest[k] = rows[k].clone();
            for (int i = 0; i < columns; i++) {
                if (!Double.isNaN(z[i])) {
                    rest[k][columns] -= rows[k][i] * z[i];
                    rest[k][i] = 0;
                }
            }
        }
        return new SingularRows(rest, columns);
    }

    /** Returns vₖᵀ z for all k. */
    private double[] coefficients(double mu) {
        double[] coefficients = new double[rank];
        Arrays.setAll(coefficients, k -> rows[k][columns] / (values[k] + mu / values[k]));
        return coefficients;
    }

    double[] solution(double mu) {
        double[] coefficients = coefficients(mu), z = new double[columns];
        for (int k = 0; k < rank; k++) {
            for (int i = 0; i < columns; i++) {
                z[i] += coefficients[k] / values[k] * rows[k][i];
            }
        }
        return z;
    }

    /** Returns the µ of a solution of about this norm, or 0 if the least-squares solution is not longer. */
    double damping(double norm) {
        double mu = 0;
        for (int i = 0; i < MOST_NEWTON_STEPS; i++) { // for 1 / ‖z‖, which is concave, so none goes too far
            double[] coefficients = coefficients(mu);
            double now = Vectors.norm(coefficients), slope = 0;
            if (now <= 1.1 * norm) {
                break;
            }
            for (int k = 0; k < rank; k++) {
                double part = coefficients[k] / now;
                slope += part * part / (values[k] * (values[k] + mu / values[k]));
            }
            mu += (now / norm - 1) / slope;
        }
        return mu;
    }

    /** Returns the first and second terms, −bᵀA z and ‖A z‖², of twice the change of ½ ‖A z − b‖². */
    double[] change(double[] z) {
        double first = 0, second = 0;
        for (int k = 0; k < rank; k++) {
            double along = dot(rows[k], z);
            first -= rows[k][columns] * along;
            second += along * along;
        }
        return new double[] {first, second};
    }

    /** Returns an element of (AᵀA)⁻¹. */
    public double inverseOfSquare(int i, int j) {
        double sum = 0;
        for (int k = 0; k < rank; k++) {
            sum += rows[k][i] / (values[k] * values[k]) * (rows[k][j] / (values[k] * values[k]));
        }
        return sum;
    }
}
