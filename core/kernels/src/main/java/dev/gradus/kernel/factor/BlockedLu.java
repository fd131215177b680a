package dev.gradus.kernel.factor;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.MatrixProduct;
import java.util.Arrays;

/**
 * P A = L U with partial pivoting: in each column the first of the greatest magnitudes is the pivot. L, whose diagonal of
 * ones is left out, and U share one array. The left half of the columns is factored, a substitution and a product bring
 * what it contributes to the right half, and then that is factored (Toledo, "Locality of reference in LU decomposition
 * with partial pivoting", 1997).
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

    /** The scratch memory, see {@link dev.gradus.kernel.KernelOp#scratch}. */
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
            bringPivotUp(j);
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

    /** What is left of an element of A of which the sum of products is taken away. */
    private double element(int row, int column) {
        return a[at + rows[row] + column] - lu[row * size + column];
    }

    private void bringPivotUp(int column) {
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

    /** Returns the first pivot that is 0, or −1 if A was factored. */
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

    /** L below the diagonal, U from there, in scratch memory. */
    public double[] factors() {
        return lu;
    }

    /** The row of A that each row of the factors is, times their size. */
    public int[] rows() {
        return rows;
    }

    /** Whether the number of swapped rows is odd. */
    public boolean isOdd() {
        return isOdd;
    }
}
