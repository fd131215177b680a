package dev.gradus.kernel;

/** The sum of squared differences of two arrays, in the order of summation of {@link Reduction}. */
public final class SquaredError {
    private SquaredError() {}

    /** Σ (a − b)² over all elements. */
    public static double sum(Kernels kernels, double[] a, double[] b) {
        return sum(kernels, a, b, 0, a.length);
    }

    private static double sum(Kernels kernels, double[] a, double[] b, int from, int to) {
        int elements = to - from;
        if (elements > Reduction.BLOCK) {
            int middle = from + Reduction.leftPart(elements);
            return sum(kernels, a, b, from, middle) + sum(kernels, a, b, middle, to);
        }
        double[] block = kernels.block();
        kernels.binary(BinaryFunction.SUBTRACT, a, from, 1, b, from, 1, block, 0, elements);
        kernels.unary(UnaryFunction.SQUARE, block, 0, block, 0, elements);
        return kernels.sum(block, 0, elements);
    }
}
