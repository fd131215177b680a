package dev.gradus.kernel.factor;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.MatrixProduct;
import java.util.Arrays;

/**
 * Computes P A = L U with partial pivoting: in each column the first element of the greatest magnitude is the pivot. L,
 * without its unit diagonal, and U share one array. The algorithm factors the left half of the columns, updates the
 * right half by a substitution and a product, and factors that (Toledo, "Locality of reference in LU decomposition with
 * partial pivoting", 1997).
 */
public final class BlockedLu {
    private static final int LEAF = 8;

    private final int size;
    private double[] lu = {};
    private final double[] swapped;
    private final int[] rows;
    private final Steps steps = new Steps();
    private double[] a = {};
    private int at;
    private boolean isOdd;

    public BlockedLu(int size) {
        this.size = size;
        this.swapped = new double[size];
        this.rows = new int[size];
        plan(0, size);
    }

    /** Returns the sizes of the scratch memory; see {@link dev.gradus.kernel.KernelOp#scratch}. */
    public int[] scratch() {
        return new int[] {size * size};
    }

    private void plan(int from, int to) {
        if (to - from <= LEAF) {
            steps.add(kernels -> leaf(from, to));
            return;
        }
        int middle = Steps.middle(from, to, LEAF);
        plan(from, middle);
        int[] rowsOfUpper = new int[middle - from];
        ForwardSubstitution upper = new ForwardSubstitution(middle - from, to - middle, size, false, true, size);
        int diagonal = from * size + from;
        int start = from * size + middle;
        MatrixProduct product = Steps.block(size - middle, middle - from, to - middle, false, size, size, size);
        steps.add(kernels -> {
            System.arraycopy(rows, from, rowsOfUpper, 0, middle - from);
            upper.solve(kernels, lu, diagonal, a, at + middle, rowsOfUpper, lu, start);
            int left = middle * size + from;
            kernels.multiply(product, lu, left, lu, start, lu, middle * size + middle, 0, size - middle);
            return Steps.DONE;
        });
        plan(middle, to);
    }

    private int leaf(int from, int to) {
        for (int j = from; j < to; j++) {
            swapPivotRow(j);
            double pivot = element(j, j);
            for (int c = j; c < to; c++) {
                lu[j * size + c] = element(j, c);
            }
            if (pivot == 0) {
                return j;
            }
            for (int i = j + 1; i < size; i++) {
                double factor = element(i, j) / pivot;
                lu[i * size + j] = factor;
                for (int c = j + 1; c < to; c++) {
                    lu[i * size + c] = Math.fma(factor, lu[j * size + c], lu[i * size + c]);
                }
            }
        }
        return Steps.DONE;
    }

    /** Returns an element of A minus its accumulated sum of products. */
    private double element(int row, int column) {
        return a[at + rows[row] + column] - lu[row * size + column];
    }

    private void swapPivotRow(int column) {
        int best = column;
        double greatest = Math.abs(element(column, column));
        for (int i = column + 1; i < size; i++) {
            double magnitude = Math.abs(element(i, column));
            if (magnitude > greatest) {
                greatest = magnitude;
                best = i;
            }
        }
        if (best != column) {
            System.arraycopy(lu, column * size, swapped, 0, size);
            System.arraycopy(lu, best * size, lu, column * size, size);
            System.arraycopy(swapped, 0, lu, best * size, size);
            int row = rows[column];
            rows[column] = rows[best];
            rows[best] = row;
            isOdd = !isOdd;
        }
    }

    /**
     * Factors a matrix.
     *
     * @return the index of the first pivot that is 0, or −1 if A was factored
     */
    public int factor(Kernels kernels, double[] matrix, int atMatrix) {
        a = matrix;
        at = atMatrix;
        isOdd = false;
        for (int i = 0; i < size; i++) {
            rows[i] = i * size;
        }
        lu = kernels.scratch(0, size * size);
        Arrays.fill(lu, 0, size * size, 0.0);
        return steps.run(kernels);
    }

    /** Returns the array with L below the diagonal and U on and above it, in scratch memory. */
    public double[] factors() {
        return lu;
    }

    /** Returns for each row of the factors the index of its first element in A. */
    public int[] rows() {
        return rows;
    }

    /** Returns whether the number of row exchanges is odd. */
    public boolean isOdd() {
        return isOdd;
    }
}
