package dev.gradus.kernel.reduce;

import dev.gradus.kernel.BinaryFunction;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.UnaryFunction;
import dev.gradus.kernel.math.Elementary;
import dev.gradus.kernel.math.Sums;

/**
 * ln Σ eˣ of each group, computed as m + ln(1 + Σ e^(x−m)), where m is the maximum of the group and the sum runs over
 * all other elements. No exponential overflows, and small contributions are not lost next to the 1.
 *
 * <p>The order of summation is that of {@link AxisSums}; the maximum contributes 0 at its index.
 */
public final class LogSumExponentials {
    private LogSumExponentials() {}

    /** Writes the logarithm for each group, −∞ for an empty group. */
    public static void logSumExp(Kernels kernels, ReductionGroups groups, double[] x, double[] out) {
        for (int o = 0; o < out.length; o++) {
            out[o] = groups.count() == 0 ? Double.NEGATIVE_INFINITY : logSumExp(kernels, groups, x, groups.start(o));
        }
    }

    private static double logSumExp(Kernels kernels, ReductionGroups groups, double[] x, int start) {
        int greatest = Extremes.argMax(groups, x, start);
        double max = x[start + groups.offset(greatest)];
        return Double.isFinite(max) ? max + excess(kernels, groups, x, start, greatest) : max;
    }

    /** Returns the difference between the logarithm and the maximum of the group at {@code start}. */
    static double excess(Kernels kernels, ReductionGroups groups, double[] x, int start, int greatest) {
        return Elementary.log1p(others(kernels, groups, x, start, greatest, 0, groups.count()));
    }

    private static double others(
            Kernels kernels, ReductionGroups groups, double[] x, int start, int greatest, int from, int to) {
        int members = to - from;
        if (members > Sums.BLOCK) {
            int middle = from + Sums.leftPart(members);
            return others(kernels, groups, x, start, greatest, from, middle)
                    + others(kernels, groups, x, start, greatest, middle, to);
        }
        double[] block = kernels.block();
        for (int i = 0; i < members; i++) {
            block[i] = x[start + groups.offset(from + i)];
        }
        kernels.binary(BinaryFunction.SUBTRACT, block, 0, 1, x, start + groups.offset(greatest), 0, block, 0, members);
        kernels.unary(UnaryFunction.EXP, block, 0, block, 0, members);
        if (from <= greatest && greatest < to) {
            block[greatest - from] = 0;
        }
        return kernels.sum(block, 0, members);
    }
}
