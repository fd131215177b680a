package dev.gradus.testkit.domain;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.function.BinaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** Square matrices in the last two axes of tensors, in the plainest arithmetic. */
public final class Matrices {
    private Matrices() {}

    /** The tensor with each of its matrices replaced. */
    static Tensor map(Tensor tensor, UnaryOperator<double[][]> function) {
        return map(tensor, tensor, (a, same) -> function.apply(a));
    }

    /** A function of the matrices of two tensors of one shape. */
    static Tensor map(Tensor tensor, Tensor other, BinaryOperator<double[][]> function) {
        double[] all = tensor.toArray();
        double[] others = other.toArray();
        int n = size(tensor.shape());
        for (int start = 0; start < all.length; start += n * n) {
            double[][] result = function.apply(matrix(all, start, n), matrix(others, start, n));
            for (int i = 0; i < n; i++) {
                System.arraycopy(result[i], 0, all, start + i * n, n);
            }
        }
        return Tensor.of(tensor.shape(), all);
    }

    /** A number for each matrix. */
    public static double[] each(Tensor tensor, ToDoubleFunction<double[][]> function) {
        double[] all = tensor.toArray();
        int n = size(tensor.shape());
        double[] numbers = new double[all.length == 0 ? 0 : all.length / (n * n)];
        Arrays.setAll(numbers, k -> function.applyAsDouble(matrix(all, k * n * n, n)));
        return numbers;
    }

    private static double[][] matrix(double[] all, int start, int n) {
        double[][] matrix = new double[n][];
        Arrays.setAll(matrix, i -> Arrays.copyOfRange(all, start + i * n, start + (i + 1) * n));
        return matrix;
    }

    /** The size of the last two axes. */
    static int size(Shape shape) {
        int rank = shape.rank();
        if (rank < 2 || shape.size(-1) != shape.size(-2)) {
            throw new IllegalArgumentException(
                    "A domain of square matrices needs one symbol for the last two axes, as in"
                            + " dims(\"n\", \"n\"), but there is an input of shape " + Shape.of(shape.sizes()));
        }
        return shape.size(-1);
    }

    static double[][] symmetric(double[][] a) {
        return generate(a.length, (i, j) -> a[i][j] / 2 + a[j][i] / 2);
    }

    public static double[][] transpose(double[][] a) {
        return generate(a.length, (i, j) -> a[j][i]);
    }

    static double[][] multiply(double[][] a, double[][] b) {
        return generate(a.length, (i, j) -> {
            double sum = 0;
            for (int k = 0; k < a.length; k++) {
                sum += a[i][k] * b[k][j];
            }
            return sum;
        });
    }

    /** The largest magnitude of its elements. */
    static double largest(double[][] a) {
        return Arrays.stream(a)
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .max()
                .orElse(0);
    }

    /**
     * The least pivot of Cholesky's method relative to the largest diagonal element; positive if a is positive
     * definite.
     */
    public static double leastPivot(double[][] a) {
        int n = a.length;
        double scale = largest(a);
        if (n == 0 || !(scale > 0)) {
            return n == 0 ? 1 : 0;
        }
        double[][] l = new double[n][n];
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < n; j++) {
            double pivot = a[j][j] / scale - square(l[j], j);
            least = Math.min(least, pivot);
            if (!(pivot > 0)) {
                return least;
            }
            l[j][j] = Math.sqrt(pivot);
            for (int i = j + 1; i < n; i++) {
                double sum = a[i][j] / scale;
                for (int k = 0; k < j; k++) {
                    sum -= l[i][k] * l[j][k];
                }
                l[i][j] = sum / l[j][j];
            }
        }
        return least;
    }

    private static double square(double[] row, int count) {
        double sum = 0;
        for (int k = 0; k < count; k++) {
            sum += row[k] * row[k];
        }
        return sum;
    }

    /** The determinant of a / (its largest element), by elimination with row exchanges. */
    public static double determinant(double[][] a) {
        double scale = largest(a);
        if (!(scale > 0)) {
            return a.length == 0 ? 1 : 0;
        }
        double[][] rest = generate(a.length, (i, j) -> a[i][j] / scale);
        double determinant = 1;
        for (int k = 0; k < rest.length; k++) {
            int pivot = pivot(rest, k);
            Collections.swap(Arrays.asList(rest), k, pivot);
            determinant *= pivot == k ? rest[k][k] : -rest[k][k];
            if (rest[k][k] == 0) {
                return 0;
            }
            for (int i = k + 1; i < rest.length; i++) {
                double factor = rest[i][k] / rest[k][k];
                for (int j = k; j < rest.length; j++) {
                    rest[i][j] -= factor * rest[k][j];
                }
            }
        }
        return determinant;
    }

    /** The row from k on whose element in column k is the largest. */
    private static int pivot(double[][] rows, int k) {
        int pivot = k;
        for (int i = k + 1; i < rows.length; i++) {
            pivot = Math.abs(rows[i][k]) > Math.abs(rows[pivot][k]) ? i : pivot;
        }
        return pivot;
    }

    /** ‖a‖·‖a⁻¹‖ in the 1-norm; infinite for a singular matrix, and 1 for an empty one. */
    public static double conditionNumber(double[][] a) {
        double scale = largest(a);
        if (!(scale > 0)) {
            return a.length == 0 ? 1 : Double.POSITIVE_INFINITY;
        }
        double[][] scaled = generate(a.length, (i, j) -> a[i][j] / scale);
        double condition = norm(scaled) * norm(inverse(scaled));
        return Double.isNaN(condition) ? Double.POSITIVE_INFINITY : condition;
    }

    /** The largest sum of the magnitudes of a column. */
    private static double norm(double[][] a) {
        double most = 0;
        for (int j = 0; j < a.length; j++) {
            double sum = 0;
            for (double[] row : a) {
                sum += Math.abs(row[j]);
            }
            most = Math.max(most, sum);
        }
        return most;
    }

    /** The inverse by Gauss and Jordan's elimination with row exchanges; not finite for a singular matrix. */
    public static double[][] inverse(double[][] a) {
        int n = a.length;
        double[][] rest = generate(n, (i, j) -> a[i][j]);
        double[][] inverse = generate(n, (i, j) -> i == j ? 1 : 0);
        for (int k = 0; k < n; k++) {
            int pivot = pivot(rest, k);
            Collections.swap(Arrays.asList(rest), k, pivot);
            Collections.swap(Arrays.asList(inverse), k, pivot);
            double divisor = rest[k][k];
            for (int j = 0; j < n; j++) {
                rest[k][j] /= divisor;
                inverse[k][j] /= divisor;
            }
            for (int i = 0; i < n; i++) {
                double factor = rest[i][k];
                for (int j = 0; j < n && i != k; j++) {
                    rest[i][j] -= factor * rest[k][j];
                    inverse[i][j] -= factor * inverse[k][j];
                }
            }
        }
        return inverse;
    }

    /** Rows made orthonormal one after the other; a row that depends on earlier ones becomes NaN. */
    static double[][] gramSchmidt(double[][] a) {
        double scale = largest(a);
        double[][] q = generate(a.length, (i, j) -> a[i][j] / scale);
        for (int i = 0; i < q.length; i++) {
            for (int twice = 0; twice < 2; twice++) {
                for (int k = 0; k < i; k++) {
                    double projection = Directions.dot(q[i], q[k]);
                    for (int j = 0; j < q.length; j++) {
                        q[i][j] -= projection * q[k][j];
                    }
                }
            }
            double norm = Math.sqrt(Directions.dot(q[i], q[i]));
            for (int j = 0; j < q.length; j++) {
                q[i][j] = norm > 1e-3 ? q[i][j] / norm : Double.NaN;
            }
        }
        return q;
    }

    /** An element from its row and column. */
    @FunctionalInterface
    public interface Element {
        double at(int i, int j);
    }

    public static double[][] generate(int n, Element element) {
        double[][] a = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                a[i][j] = element.at(i, j);
            }
        }
        return a;
    }
}
