package dev.gradus.kernel.factor;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.MatrixProduct;
import java.util.ArrayList;
import java.util.List;

/** The steps of a blocked algorithm, worked out once. A step stops the algorithm by returning a pivot that is not usable. */
final class Steps {
    /** What a step returns if the algorithm goes on. */
    static final int DONE = -1;

    private final List<Step> steps = new ArrayList<>();

    @FunctionalInterface
    interface Step {
        int run(Kernels kernels);
    }

    void add(Step step) {
        steps.add(step);
    }

    /** The first unusable pivot, or {@link #DONE}. */
    int run(Kernels kernels) {
        for (int i = 0; i < steps.size(); i++) {
            int stopped = steps.get(i).run(kernels);
            if (stopped != DONE) {
                return stopped;
            }
        }
        return DONE;
    }

    /** The middle of a range, at a multiple of a leaf's size from its start. */
    static int middle(int from, int to, int leaf) {
        return from + (to - from + leaf) / 2 / leaf * leaf;
    }

    /** out += a @ b for a block of rows and columns of matrices that are stored with these steps from row to row. */
    static MatrixProduct block(
            int rows, int inner, int columns, boolean transposedA, int stepOfA, int stepOfB, int stepOfOut) {
        return new MatrixProduct(rows, inner, columns, transposedA, false, stepOfA, stepOfB, stepOfOut, true);
    }
}
