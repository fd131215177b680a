package dev.gradus.testkit;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.List;

/** Ops of linear algebra for single matrices, as plain as can be. */
final class MatrixOps {
    private MatrixOps() {}

    static Op inverse(Node x) {
        return Custom.like(
                x,
                (self, in, out) -> {
                    int n = self.input(0).shape().size(0);
                    System.arraycopy(inverse(in[0], n), 0, out, 0, out.length);
                },
                (self, u) -> List.of(
                        self.transpose().matMul(u).matMul(self.transpose()).negate()));
    }

    static Op determinant(Node x) {
        return Custom.of(
                List.of(x),
                inputs -> Shape.scalar(),
                (self, in, out) ->
                        out[0] = determinant(in[0], self.input(0).shape().size(0)),
                (self, u) ->
                        List.of(u.multiply(self).multiply(inverse(self.input(0)).transpose())));
    }

    /** The lower triangular l with l·lᵀ = x. Reads x's lower triangle. */
    static Op cholesky(Node x) {
        return cholesky(x, true);
    }

    /**
     * The same.
     *
     * @param symmetric whether the gradient is made symmetric; else it is that of the lower triangle, doubled off the
     *     diagonal
     */
    static Op cholesky(Node x, boolean symmetric) {
        return Custom.like(
                x,
                (self, in, out) -> {
                    int n = self.input(0).shape().size(0);
                    double[][] l = new double[n][n];
                    for (int i = 0; i < n; i++) {
                        for (int j = 0; j <= i; j++) {
                            double sum = in[0][i * n + j];
                            for (int k = 0; k < j; k++) {
                                sum -= l[i][k] * l[j][k];
                            }
                            l[i][j] = i == j ? Math.sqrt(sum) : sum / l[j][j];
                        }
                        System.arraycopy(l[i], 0, out, i * n, n);
                    }
                },
                (self, u) -> {
                    int n = self.input(0).shape().size(0);
                    Node half = Constant.of(triangle(n, 1, 0.5, 0));
                    Node inverse = inverse(self);
                    Node phi = self.transpose().matMul(u).multiply(half);
                    Node s = inverse.transpose().matMul(phi).matMul(inverse);
                    Node mean = s.add(s.transpose()).multiply(0.5);
                    return List.of(symmetric ? mean : mean.multiply(Constant.of(triangle(n, 2, 1, 0))));
                });
    }

    private static Tensor triangle(int n, double below, double on, double above) {
        return Tensor.generate(Shape.of(n, n), p -> p / n > p % n ? below : p / n == p % n ? on : above);
    }

    static double determinant(double[] x, int n) {
        if (n == 0) {
            return 1;
        }
        double sum = 0;
        for (int j = 0; j < n; j++) {
            sum += (j % 2 == 0 ? 1 : -1) * x[j] * determinant(minor(x, n, 0, j), n - 1);
        }
        return sum;
    }

    /** By Cramer's rule. */
    static double[] inverse(double[] x, int n) {
        double determinant = determinant(x, n);
        double[] inverse = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                inverse[j * n + i] = ((i + j) % 2 == 0 ? 1 : -1) * determinant(minor(x, n, i, j), n - 1) / determinant;
            }
        }
        return inverse;
    }

    private static double[] minor(double[] x, int n, int row, int column) {
        double[] minor = new double[(n - 1) * (n - 1)];
        int next = 0;
        for (int p = 0; p < n * n; p++) {
            if (p / n != row && p % n != column) {
                minor[next++] = x[p];
            }
        }
        return minor;
    }
}
