package dev.gradus.linalg;

import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * A = Q R for matrices (m, n) with m ≥ n. Q (m, n) has orthonormal columns; R (n, n) is upper triangular with a nonnegative
 * diagonal, which makes both unique for a matrix of full rank. The value is Q with R below it, (m + n, n). {@link #q} and
 * {@link #r} return the parts. Computed by Householder reflections.
 *
 * <p>∂J/∂A = (∂J/∂Q + Q C) R⁻ᵀ, where C is symmetric and has the lower triangle of R (∂J/∂R)ᵀ − (∂J/∂Q)ᵀ Q (Walter and
 * Lehmann, "Algorithmic differentiation of linear algebra functions", 2012). The gradient throws if R is singular.
 */
public final class Qr extends Op {
    /**
     * Factors all matrices of a.
     *
     * @throws ShapeException if they have fewer rows than columns
     */
    public Qr(Node a) {
        super(shape(a), a, Qr::new);
    }

    private static Shape shape(Node a) {
        Shape shape = Matrices.matrices("Qr", a);
        int rows = shape.size(-2), columns = shape.size(-1);
        if (rows < columns) {
            throw new ShapeException("Qr: " + a.describe() + " has fewer rows than columns: " + rows + " < " + columns
                    + ". Factor its first " + rows + " columns, and multiply the others by the transpose of Q");
        }
        return Matrices.withBatch(shape, rows + columns, columns);
    }

    private int rows() {
        return input(0).shape().size(-2);
    }

    private int columns() {
        return input(0).shape().size(-1);
    }

    /** Returns Q (…, m, n). */
    public Node q() {
        return slice(-2, 0, rows());
    }

    /** Returns R (…, n, n). */
    public Node r() {
        return slice(-2, rows(), rows() + columns());
    }

    @Override
    public void forward(double[][] in, double[] out) {
        int m = rows(), n = columns();
        double[] work = new double[m * n], reflections = new double[m * n], scales = new double[n];
        int matrices = n == 0 ? 0 : in[0].length / (m * n);
        for (int matrix = 0; matrix < matrices; matrix++) {
            System.arraycopy(in[0], matrix * m * n, work, 0, m * n);
            int at = matrix * (m + n) * n;
            for (int j = 0; j < n; j++) {
                scales[j] = reflection(work, reflections, j, m, n);
                Householder.reflect(reflections, j, n, scales[j], work, 0, j, m, n, j);
            }
            Arrays.fill(out, at, at + (m + n) * n, 0.0);
            for (int j = n - 1; j >= 0; j--) {
                out[at + j * n + j] = 1;
                Householder.reflect(reflections, j, n, scales[j], out, at, j, m, n, j);
            }
            for (int i = 0; i < n; i++) {
                double sign = work[i * n + i] < 0 ? -1 : 1;
                for (int j = i; j < n; j++) {
                    out[at + (m + i) * n + j] = sign * work[i * n + j];
                }
                for (int r = 0; r < m; r++) {
                    out[at + r * n + i] *= sign;
                }
            }
        }
    }

    /**
     * Computes the reflection that maps column j from its diagonal on to a multiple of the first unit vector, and returns
     * its scale.
     */
    private static double reflection(double[] a, double[] reflections, int j, int m, int n) {
        for (int i = j; i < m; i++) {
            reflections[i * n + j] = a[i * n + j];
        }
        return Householder.prepare(reflections, j, n, j, m);
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node q = q(), r = r();
        Node ofQ = upstream.slice(-2, 0, rows());
        Node ofR = upstream.slice(-2, rows(), rows() + columns());
        Node difference = r.matMul(Matrices.transposed(ofR))
                .subtract(Matrices.transposed(ofQ).matMul(q));
        Node sum = ofQ.add(q.matMul(Matrices.mirrored(difference)));
        return List.of(Matrices.transposed(LinearAlgebra.triangularSolve(r, Matrices.transposed(sum), true)));
    }

    @Override
    public Notation notation() {
        String sign = "np.where(np.diagonal(r, 0, -2, -1) < 0, -1.0, 1.0)";
        return Notation.function("qr")
                .java("LinearAlgebra.qr({0})")
                .numpy("(lambda q, r: np.concatenate((q * np.expand_dims(" + sign + ", -2), r * np.expand_dims(" + sign
                        + ", -1)), -2))(*np.linalg.qr({0}))");
    }
}
