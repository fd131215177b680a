package dev.gradus.kernel.factor;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.MatrixProduct;
import java.util.ArrayList;
import java.util.List;

/** The steps of a blocked algorithm. A step stops the algorithm by returning the index of an unusable pivot. */
final class Steps {
    /** The result of a step after which the algorithm continues. */
    static final int DONE = -1;

    private final List<Step> steps = new ArrayList<>();

    @FunctionalInterface
    interface Step {
        int run(Kernels kernels);
    }

    void add(Step step) {
        steps.add(step);
    }

    /**
     * Runs the steps.
     *
     * @return the index of the first unusable pivot, or {@link #DONE}
     */
    int run(Kernels kernels) {
        for (int i = 0; i < steps.size(); i++) {
            int stopped = steps.get(i).run(kernels);
            if (stopped != DONE) {
                return stopped;
            }
        }
        return DONE;
    }

    /** Returns the middle of a range, a multiple of the leaf size from its start. */
    static int middle(int from, int to, int leaf) {
        return from + (to - from + leaf) / 2 / leaf * leaf;
    }

    /** Returns the product out += a @ b for a block of matrices with these distances between rows. */
    static MatrixProduct block(
            int rows, int inner, int columns, boolean transposedA, int stepOfA, int stepOfB, int stepOfOut) {
        return new MatrixProduct(rows, inner, columns, transposedA, false, stepOfA, stepOfB, stepOfOut, true);
    }
}
