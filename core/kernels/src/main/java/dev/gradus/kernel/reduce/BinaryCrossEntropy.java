package dev.gradus.kernel.reduce;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.UnaryFunction;
import dev.gradus.kernel.math.Sums;

/**
 * The cross-entropy −Σ (y ln σ(z) + (1 − y) ln(1 − σ(z))) of targets y in [0, 1] and logits z, computed as y
 * softplus(−z) + (1 − y) softplus(z). Nothing overflows, and a term of weight 0 contributes 0 even if it is infinite.
 */
public final class BinaryCrossEntropy {
    private BinaryCrossEntropy() {}

    /** Returns the sum over all elements, in the order of {@link AxisSums}. */
    public static double sum(Kernels kernels, double[] z, double[] y) {
        return sum(kernels, z, y, 0, z.length);
    }

    private static double sum(Kernels kernels, double[] z, double[] y, int from, int to) {
        int elements = to - from;
        if (elements > Sums.BLOCK) {
            int middle = from + Sums.leftPart(elements);
            return sum(kernels, z, y, from, middle) + sum(kernels, z, y, middle, to);
        }
        double[] yes = kernels.outerBlock(), no = kernels.block();
        kernels.unary(UnaryFunction.NEGATE, z, from, yes, 0, elements);
        kernels.unary(UnaryFunction.SOFTPLUS, yes, 0, yes, 0, elements);
        kernels.unary(UnaryFunction.SOFTPLUS, z, from, no, 0, elements);
        for (int i = 0; i < elements; i++) {
            double target = y[from + i];
            yes[i] = CrossEntropy.weighted(target, yes[i]) + CrossEntropy.weighted(1 - target, no[i]);
        }
        return kernels.sum(yes, 0, elements);
    }
}
