package dev.gradus.kernel.reduce;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.math.Magnitude;
import dev.gradus.kernel.math.Sums;

/** √Σ x² of each group. Elements are scaled by a power of two if squares would overflow or underflow. */
public final class EuclideanNorms {
    private EuclideanNorms() {}

    /** Writes the norm of each group, 0 for an empty group. */
    public static void norm(Kernels kernels, ReductionGroups groups, double[] x, double[] out) {
        for (int o = 0; o < out.length; o++) {
            int start = groups.start(o);
            double greatest = 0;
            for (int i = 0; i < groups.count(); i++) {
                greatest = Math.max(greatest, Math.abs(x[start + groups.offset(i)]));
            }
            if (!(greatest > 0) || greatest == Double.POSITIVE_INFINITY) {
                out[o] = greatest;
            } else {
                int exponent = Magnitude.exponent(greatest);
                double sum = squares(kernels, groups, x, start, exponent, 0, groups.count());
                out[o] = Math.scalb(Math.sqrt(sum), exponent);
            }
        }
    }

    private static double squares(
            Kernels kernels, ReductionGroups groups, double[] x, int start, int exponent, int from, int to) {
        int members = to - from;
        if (members > Sums.BLOCK) {
            int middle = from + Sums.leftPart(members);
            return squares(kernels, groups, x, start, exponent, from, middle)
                    + squares(kernels, groups, x, start, exponent, middle, to);
        }
        double[] block = kernels.block();
        for (int i = 0; i < members; i++) {
            double scaled = Magnitude.scaled(x[start + groups.offset(from + i)], exponent);
            block[i] = scaled * scaled;
        }
        return kernels.sum(block, 0, members);
    }
}
