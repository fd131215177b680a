package dev.gradus.kernel.factor;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.MatrixProduct;
import dev.gradus.kernel.math.Blocks;

/**
 * Solves T X = B for a lower triangular T and some columns of X. Row i of X first holds Σ_k t_ik x_k over all k before its
 * block, then for k in the block one after the other, and becomes (b_i − Σ) / t_ii.
 *
 * <p>The upper half of the rows is solved, a matrix product brings what it contributes to the lower half, and then that is
 * solved. So k goes up for every row.
 */
final class ForwardSubstitution {
    private static final int LEAF = 8;

    /** A leaf's rows are solved for this number of columns at a time, so that their copies take little memory. */
    private static final int TOGETHER = 1 << 10;

    private final int columns;
    private final int stepOfT;
    private final boolean transposed;
    private final boolean unit;
    private final int stepOfX;
    private final double[][] rows;
    private final Steps steps = new Steps();

    // the arrays, and where the first row begins
    private double[] t = {};
    private double[] b = {};
    private double[] x = {};
    private int[] rowsOfB = {};
    private int atT;
    private int atB;
    private int atX;

    /**
     * Solves for {@code size} rows.
     *
     * @param transposed whether t holds the transposed matrix, which is upper triangular
     * @param unit whether the diagonal is 1, whatever t holds there
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
     * Solves; x holds the sums that rows have from before, zeros if there is nothing before.
     *
     * @param rowsOfB where each row of b begins
     * @return the first row whose diagonal element is 0, or {@link Steps#DONE}
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

    /** Rows that are copied to arrays of their own, because a compiler vectorises only loops that index all arrays alike. */
    private int leaf(int from, int to) {
        int stopped = Steps.DONE, column = 0;
        do { // once even without columns, to find an element 0 on the diagonal
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
