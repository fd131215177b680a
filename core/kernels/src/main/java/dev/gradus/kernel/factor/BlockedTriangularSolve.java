package dev.gradus.kernel.factor;

import dev.gradus.kernel.Kernels;
import java.util.Arrays;

/**
 * Solves T X = B for a triangular T, of which only one triangle is read. If T is upper triangular, the rows are
 * processed from last to first, which turns it into a lower triangular matrix.
 */
public final class BlockedTriangularSolve {
    private final int size;
    private final int columns;
    private final boolean flips;
    private final int[] rowsOfB;
    private final ForwardSubstitution substitution;

    /**
     * Creates a solver for matrices of these sizes.
     *
     * @param upper whether the upper triangle is read
     * @param transposed whether T is the transpose of the stored matrix
     * @param unit whether the diagonal is 1, whatever is stored there
     */
    public BlockedTriangularSolve(int size, int columns, boolean upper, boolean transposed, boolean unit) {
        this.size = size;
        this.columns = columns;
        this.flips = upper != transposed;
        this.rowsOfB = new int[size];
        for (int i = 0; i < size; i++) {
            rowsOfB[i] = (flips ? size - 1 - i : i) * columns;
        }
        // reversing both axes exchanges the stored upper and lower triangles
        this.substitution = new ForwardSubstitution(size, columns, size, transposed, unit, columns);
    }

    /** Returns the sizes of the scratch memory; see {@link dev.gradus.kernel.KernelOp#scratch}. */
    public int[] scratch() {
        return flips ? new int[] {0, 0, size * size, size * columns} : new int[0];
    }

    /**
     * Solves the system. x may be b.
     *
     * @return the index of the first diagonal element that is 0, or −1 if the system was solved
     */
    public int solve(Kernels kernels, double[] t, int atT, double[] b, int atB, double[] x, int atX) {
        if (!flips) {
            Arrays.fill(x, atX, atX + size * columns, 0.0);
            return substitution.solve(kernels, t, atT, b, atB, rowsOfB, x, atX);
        }
        int elements = size * size;
        double[] lower = kernels.scratch(2, elements);
        double[] solution = kernels.scratch(3, size * columns);
        for (int i = 0; i < elements; i++) {
            lower[i] = t[atT + elements - 1 - i];
        }
        Arrays.fill(solution, 0, size * columns, 0.0);
        int stopped = substitution.solve(kernels, lower, 0, b, atB, rowsOfB, solution, 0);
        for (int i = 0; i < size; i++) {
            System.arraycopy(solution, (size - 1 - i) * columns, x, atX + i * columns, columns);
        }
        return stopped < 0 ? stopped : size - 1 - stopped;
    }
}
