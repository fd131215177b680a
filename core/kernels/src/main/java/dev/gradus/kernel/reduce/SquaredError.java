package dev.gradus.kernel.reduce;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.math.Sums;

/** The sum of squared differences of two arrays, in the order of {@link AxisSums}. */
public final class SquaredError {
    private SquaredError() {}

    /** Returns Σ (a − b)² over all elements. */
    public static double sum(Kernels kernels, double[] a, double[] b) {
        return sum(kernels, a, b, 0, a.length);
    }

    private static double sum(Kernels kernels, double[] a, double[] b, int from, int to) {
        int elements = to - from;
        if (elements > Sums.BLOCK) {
            int middle = from + Sums.leftPart(elements);
            return sum(kernels, a, b, from, middle) + sum(kernels, a, b, middle, to);
        }
        return kernels.squaredErrors(a, from, b, from, elements);
    }
}
