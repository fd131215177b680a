package dev.gradus.kernel.factor;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.MatrixProduct;
import dev.gradus.kernel.math.Blocks;

/**
 * Solves T X = B for a lower triangular T and some columns of X. Row i of X first accumulates Σ_k t_ik x_k, and then
 * becomes (b_i − Σ) / t_ii.
 *
 * <p>The algorithm solves the upper half of the rows, adds their contribution to the lower half by a matrix product,
 * and solves the lower half. The order of k is therefore ascending in every row.
 */
final class ForwardSubstitution {
    private static final int LEAF = 8;

    /** The number of columns that a leaf solves at a time, which limits the memory of its row copies. */
    private static final int TOGETHER = 1 << 10;

    private final int columns;
    private final int stepOfT;
    private final boolean transposed;
    private final boolean unit;
    private final int stepOfX;
    private final double[][] rows;
    private final Steps steps = new Steps();

    // the arrays, and the index of their first row
    private double[] t = {};
    private double[] b = {};
    private double[] x = {};
    private int[] rowsOfB = {};
    private int atT;
    private int atB;
    private int atX;

    /**
     * Creates a solver for {@code size} rows.
     *
     * @param transposed whether t stores the transposed matrix, which is upper triangular
     * @param unit whether the diagonal is 1, whatever is stored there
     */
    ForwardSubstitution(int size, int columns, int stepOfT, boolean transposed, boolean unit, int stepOfX) {
        this.columns = columns;
        this.stepOfT = stepOfT;
        this.transposed = transposed;
        this.unit = unit;
        this.stepOfX = stepOfX;
        this.rows = new double[Math.min(LEAF, size)][Math.min(TOGETHER, columns)];
        plan(0, size);
    }

    private void plan(int from, int to) {
        if (to - from <= LEAF) {
            steps.add(kernels -> leaf(from, to));
            return;
        }
        int middle = Steps.middle(from, to, LEAF);
        plan(from, middle);
        MatrixProduct product = Steps.block(to - middle, middle - from, columns, transposed, stepOfT, stepOfX, stepOfX);
        steps.add(kernels -> contribute(kernels, product, from, middle));
        plan(middle, to);
    }

    private int contribute(Kernels kernels, MatrixProduct product, int from, int to) {
        int out = atX + to * stepOfX;
        kernels.multiply(product, t, index(to, from), x, atX + from * stepOfX, x, out, 0, product.rows());
        return Steps.DONE;
    }

    private int index(int row, int column) {
        return atT + (transposed ? column * stepOfT + row : row * stepOfT + column);
    }

    /**
     * Solves the system. x must contain the sums of the preceding rows, or zeros if there are none.
     *
     * @param rowsOfB the index of the first element of each row of b
     * @return the index of the first row whose diagonal element is 0, or {@link Steps#DONE}
     */
    int solve(Kernels kernels, double[] t, int atT, double[] b, int atB, int[] rowsOfB, double[] x, int atX) {
        this.t = t;
        this.atT = atT;
        this.b = b;
        this.atB = atB;
        this.rowsOfB = rowsOfB;
        this.x = x;
        this.atX = atX;
        return steps.run(kernels);
    }

    /** Copies rows to separate arrays, because a compiler vectorizes a loop only if all arrays have the same index. */
    private int leaf(int from, int to) {
        int stopped = Steps.DONE, column = 0;
        do { // runs once even without columns, to find a 0 on the diagonal
            int end = Blocks.end(column, TOGETHER, columns);
            stopped = leaf(from, to, column, end - column);
            column = end;
        } while (column < columns && stopped == Steps.DONE);
        return stopped;
    }

    private int leaf(int from, int to, int column, int width) {
        int count = to - from;
        for (int i = 0; i < count; i++) {
            System.arraycopy(x, atX + (from + i) * stepOfX + column, rows[i], 0, width);
        }
        for (int i = 0; i < count; i++) {
            double[] row = rows[i];
            double diagonal = unit ? 1 : t[index(from + i, from + i)];
            if (diagonal == 0) {
                return from + i;
            }
            int start = atX + (from + i) * stepOfX + column;
            System.arraycopy(b, atB + rowsOfB[from + i] + column, x, start, width);
            finish(x, start, row, diagonal, width);
            System.arraycopy(row, 0, x, start, width);
            for (int k = i + 1; k < count; k++) {
                add(t[index(from + k, from + i)], row, rows[k], width);
            }
        }
        return Steps.DONE;
    }

    private static void finish(double[] b, int start, double[] sums, double diagonal, int count) {
        if (diagonal == 1) {
            for (int j = 0; j < count; j++) {
                sums[j] = b[start + j] - sums[j];
            }
        } else {
            for (int j = 0; j < count; j++) {
                sums[j] = (b[start + j] - sums[j]) / diagonal;
            }
        }
    }

    private static void add(double factor, double[] row, double[] sums, int count) {
        for (int j = 0; j < count; j++) {
            sums[j] = Math.fma(factor, row[j], sums[j]);
        }
    }
}
