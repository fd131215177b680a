package dev.gradus.kernel;

/** The sum of squared differences of two arrays, in the order of summation of {@link Reduction}. */
public final class SquaredError {
    private SquaredError() {}

    /** Σ (a − b)² over all elements. */
    public static double sum(double[] a, double[] b) {
        return sum(a, b, 0, a.length);
    }

    private static double sum(double[] a, double[] b, int from, int to) {
        int elements = to - from;
        if (elements > Reduction.BLOCK) {
            int middle = from + Reduction.leftPart(elements);
            return sum(a, b, from, middle) + sum(a, b, middle, to);
        }
        return Lanes.sumOfSquaredDifferences(a, b, from, elements);
    }
}
