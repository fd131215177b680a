package dev.gradus.kernel.factor;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.MatrixProduct;
import java.util.Arrays;

/**
 * Computes the lower triangular L with L Lᵀ = A, for the symmetric part of a. The algorithm works on U = Lᵀ, whose rows
 * are contiguous in the direction of the products. It factors the upper left block, solves for the block to its right,
 * subtracts the product of these from the lower right block, and factors that.
 */
public final class BlockedCholesky {
    private static final int LEAF = 8;

    /** Squares up to this size are updated completely, although only their upper triangles are needed. */
    private static final int SQUARE = 64;

    /** Matrices are transposed in square tiles of this size, whose lines stay in the cache. */
    private static final int TILE = 8;

    private final int size;
    private final int step;
    private double[] symmetric = {};
    private double[] u = {};
    private final int[] rows;
    private final Steps steps = new Steps();

    public BlockedCholesky(int size) {
        this.size = size;
        int apart = (size / TILE | 1) * TILE + (size % TILE == 0 ? 0 : 2 * TILE); // rows use different cache sets
        this.step = (long) size * apart > Integer.MAX_VALUE - 8 ? size : apart;
        this.rows = new int[size];
        for (int i = 0; i < size; i++) {
            rows[i] = i * step;
        }
        plan(0, size);
    }

    /** Returns the sizes of the scratch memory; see {@link dev.gradus.kernel.KernelOp#scratch}. */
    public int[] scratch() {
        return new int[] {size * step, size * step};
    }

    private void plan(int from, int to) {
        if (to - from <= LEAF) {
            steps.add(kernels -> leaf(from, to));
            return;
        }
        int middle = Steps.middle(from, to, LEAF);
        plan(from, middle);
        ForwardSubstitution right = new ForwardSubstitution(middle - from, to - middle, step, true, false, step);
        int diagonal = from * step + from;
        int start = from * step + middle;
        int[] rowsOfRight = Arrays.copyOf(rows, middle - from);
        steps.add(kernels -> right.solve(kernels, u, diagonal, symmetric, start, rowsOfRight, u, start));
        contribute(from, middle, middle, to);
        plan(middle, to);
    }

    /** Plans the contribution of the rows {@code from} to {@code to} − 1 of U to a square on the diagonal. */
    private void contribute(int from, int to, int first, int last) {
        if (last - first <= SQUARE) {
            product(from, to, first, last, first, last);
            return;
        }
        int middle = Steps.middle(first, last, LEAF);
        contribute(from, to, first, middle);
        product(from, to, first, middle, middle, last);
        contribute(from, to, middle, last);
    }

    private void product(int from, int to, int firstRow, int lastRow, int firstColumn, int lastColumn) {
        MatrixProduct product =
                Steps.block(lastRow - firstRow, to - from, lastColumn - firstColumn, true, step, step, step);
        int a = from * step + firstRow;
        int b = from * step + firstColumn;
        int out = firstRow * step + firstColumn;
        steps.add(kernels -> {
            kernels.multiply(product, u, a, u, b, u, out, 0, product.rows());
            return Steps.DONE;
        });
    }

    private int leaf(int from, int to) {
        for (int i = from; i < to; i++) {
            double square = symmetric[i * step + i] - u[i * step + i];
            if (!(square > 0)) {
                u[i * step + i] = square;
                return i;
            }
            double root = Math.sqrt(square);
            u[i * step + i] = root;
            for (int j = i + 1; j < to; j++) {
                u[i * step + j] = (symmetric[i * step + j] - u[i * step + j]) / root;
            }
            for (int r = i + 1; r < to; r++) {
                double factor = u[i * step + r];
                for (int j = r; j < to; j++) {
                    u[r * step + j] = Math.fma(factor, u[i * step + j], u[r * step + j]);
                }
            }
        }
        return Steps.DONE;
    }

    /**
     * Factors a matrix.
     *
     * @return the index of the first pivot that is not positive, or −1 if L was computed
     */
    public int factor(Kernels kernels, double[] a, int at, double[] out, int atOut) {
        symmetric = kernels.scratch(0, size * step);
        u = kernels.scratch(1, size * step);
        for (int i = 0; i < size; i += TILE) {
            for (int j = i; j < size; j += TILE) {
                loadTile(a, at, i, j);
            }
        }
        Arrays.fill(u, 0, size * step, 0.0);
        int stopped = steps.run(kernels);
        if (stopped == Steps.DONE) {
            for (int i = 0; i < size; i += TILE) {
                for (int j = 0; j < size; j += TILE) {
                    storeTile(out, atOut, i, j);
                }
            }
        }
        return stopped;
    }

    /** Returns the value of a pivot that is not positive. */
    public double pivot(int index) {
        return u[index * step + index];
    }

    private void loadTile(double[] a, int at, int row, int column) {
        for (int i = row; i < Math.min(row + TILE, size); i++) {
            for (int j = column; j < Math.min(column + TILE, size); j++) {
                symmetric[i * step + j] = 0.5 * a[at + i * size + j] + 0.5 * a[at + j * size + i];
            }
        }
    }

    private void storeTile(double[] out, int at, int row, int column) {
        for (int i = row; i < Math.min(row + TILE, size); i++) {
            for (int j = column; j < Math.min(column + TILE, size); j++) {
                out[at + i * size + j] = j > i ? 0 : u[j * step + i];
            }
        }
    }
}
