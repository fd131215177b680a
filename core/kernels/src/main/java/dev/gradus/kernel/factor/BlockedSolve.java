package dev.gradus.kernel.factor;

import dev.gradus.kernel.Kernels;
import java.util.Arrays;

/** Solves A X = B with the factors of {@link BlockedLu}: L Y = P B, then U X = Y. */
public final class BlockedSolve {
    private final int size;
    private final int columns;
    private final BlockedLu lu;
    private final int[] rowsOfB;
    private final ForwardSubstitution forward;
    private final BlockedTriangularSolve backward;

    public BlockedSolve(int size, int columns) {
        this.size = size;
        this.columns = columns;
        this.lu = new BlockedLu(size);
        this.rowsOfB = new int[size];
        this.forward = new ForwardSubstitution(size, columns, size, false, true, columns);
        this.backward = new BlockedTriangularSolve(size, columns, true, false, false);
    }

    /** Returns the sizes of the scratch memory; see {@link dev.gradus.kernel.KernelOp#scratch}. */
    public int[] scratch() {
        return new int[] {size * size, size * columns, size * size, size * columns};
    }

    /**
     * Solves the system. x may be b.
     *
     * @return the index of the first pivot that is 0, or −1 if the system was solved
     */
    public int solve(Kernels kernels, double[] a, int atA, double[] b, int atB, double[] x, int atX) {
        int stopped = lu.factor(kernels, a, atA);
        if (stopped != Steps.DONE) {
            return stopped;
        }
        for (int i = 0; i < size; i++) {
            rowsOfB[i] = lu.rows()[i] / size * columns;
        }
        double[] y = kernels.scratch(1, size * columns);
        Arrays.fill(y, 0, size * columns, 0.0);
        forward.solve(kernels, lu.factors(), 0, b, atB, rowsOfB, y, 0);
        return backward.solve(kernels, lu.factors(), 0, y, 0, x, atX);
    }
}
