package dev.gradus.linalg;

import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import dev.gradus.node.ShapeException;
import java.util.ArrayList;
import java.util.List;

/**
 * The X with T X = B for a triangular T, the lower or upper triangle of a or its transpose. The other triangle is not read,
 * nor is the diagonal if it is defined as 1.
 *
 * <p>Row i is (b_i − Σ_k t_ik x_k) / t_ii over the rows that are already known, accumulated in order by fma: from the first
 * row if T is lower triangular, from the last if it is upper triangular.
 *
 * <p>∂J/∂b = T⁻ᵀ ∂J/∂this and ∂J/∂T = −∂J/∂b Xᵀ within the triangle.
 */
public final class TriangularSolve extends Op {
    private final boolean upper;
    private final boolean transposed;
    private final boolean unit;

    /**
     * Solves T X = B for batches of the same sizes, a (…, n, n) and b (…, n, m).
     *
     * @param upper whether to use the upper triangle of a, rather than the lower one
     * @param transposed whether T is the transpose of that triangle
     * @param unit whether the diagonal is 1, regardless of a
     * @throws ShapeException if a is not square, or b has another batch or number of rows
     */
    public TriangularSolve(Node a, Node b, boolean upper, boolean transposed, boolean unit) {
        super(
                Matrices.rightHandSide("TriangularSolve", a, b),
                a,
                b,
                (matrix, right) -> new TriangularSolve(matrix, right, upper, transposed, unit));
        this.upper = upper;
        this.transposed = transposed;
        this.unit = unit;
    }

    /** Returns whether T is the upper triangle of a. */
    public boolean isUpper() {
        return upper;
    }

    /** Returns whether T is the transpose of the triangle. */
    public boolean isTransposed() {
        return transposed;
    }

    /** Returns whether the diagonal is 1. */
    public boolean isUnit() {
        return unit;
    }

    /**
     * Substitutes the rows one by one.
     *
     * @throws MatrixValueException if an element of the diagonal is 0
     */
    @Override
    public void forward(double[][] in, double[] out) {
        int n = shape().size(-2);
        int m = shape().size(-1);
        int matrices = n == 0 ? 0 : in[0].length / (n * n);
        for (int matrix = 0; matrix < matrices; matrix++) {
            for (int i = 0; i < n; i++) {
                solveRow(in, out, matrix, n, m, upper == transposed ? i : n - 1 - i);
            }
        }
    }

    private void solveRow(double[][] in, double[] out, int matrix, int n, int m, int row) {
        double diagonal = unit ? 1 : in[0][matrix * n * n + row * n + row];
        if (diagonal == 0) {
            throw MatrixValueException.singular(this, matrix, row);
        }
        for (int c = 0; c < m; c++) {
            double sum = 0;
            int step = upper == transposed ? 1 : -1;
            for (int k = step > 0 ? 0 : n - 1; k != row; k += step) {
                int index = transposed ? k * n + row : row * n + k;
                sum = Math.fma(in[0][matrix * n * n + index], out[(matrix * n + k) * m + c], sum);
            }
            int at = (matrix * n + row) * m + c;
            out[at] = (in[1][at] - sum) / diagonal;
        }
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node ofB = new TriangularSolve(input(0), upstream, upper, !transposed, unit);
        Node product = transposed ? matMul(Matrices.transposed(ofB)) : ofB.matMul(Matrices.transposed(this));
        int diagonal = !unit ? 0 : upper ? 1 : -1;
        return List.of(new Triangle(product, upper, diagonal).negate(), ofB);
    }

    @Override
    public Record attributes() {
        return new Chosen(upper, transposed, unit);
    }

    private record Chosen(boolean upper, boolean transposed, boolean unit) {}

    @Override
    public Notation notation() {
        List<String> words = new ArrayList<>();
        words.add(upper ? "upper" : "lower");
        if (transposed) {
            words.add("transposed");
        }
        if (unit) {
            words.add("unit diagonal");
        }
        String offset = !unit ? "" : upper ? ", 1" : ", -1";
        String triangle = (upper ? "np.triu" : "np.tril") + "({0}" + offset + ")"
                + (unit ? " + np.eye(" + shape().size(-2) + ")" : "");
        return Notation.function("solve")
                .arguments(words)
                .java("LinearAlgebra.triangularSolve({0}, {1}, " + upper + ", " + transposed + ", " + unit + ")")
                .numpy("np.linalg.solve(" + (transposed ? "np.swapaxes(" + triangle + ", -1, -2)" : triangle)
                        + ", {1})");
    }
}
