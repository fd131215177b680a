package dev.gradus.kernel;

/**
 * ln Σ eˣ of each group, as m + ln(1 + Σ e^(x−m)) with m the greatest of the group and the sum over all others: no
 * exponential overflows, and what the others add to m is kept even where it is much less than 1.
 *
 * <p>The order of summation is that of {@link Reduction}, the greatest adding 0 at its place.
 */
public final class LogSumExponentials {
    private LogSumExponentials() {}

    /** Writes the logarithm for each group; −∞ for the empty one. */
    public static void logSumExp(Groups groups, double[] x, double[] out) {
        for (int o = 0; o < out.length; o++) {
            out[o] = groups.count() == 0 ? Double.NEGATIVE_INFINITY : logSumExp(groups, x, groups.start(o));
        }
    }

    private static double logSumExp(Groups groups, double[] x, int start) {
        int greatest = Extremes.argMax(groups, x, start);
        double max = x[start + groups.offset(greatest)];
        return Double.isFinite(max) ? max + excess(groups, x, start, greatest) : max;
    }

    /** By how much the logarithm exceeds the greatest, of the group that starts here. */
    static double excess(Groups groups, double[] x, int start, int greatest) {
        return Elementary.log1p(others(groups, x, start, greatest, 0, groups.count()));
    }

    private static double others(Groups groups, double[] x, int start, int greatest, int from, int to) {
        if (to - from > Reduction.BLOCK) {
            int middle = from + Reduction.leftPart(to - from);
            return others(groups, x, start, greatest, from, middle) + others(groups, x, start, greatest, middle, to);
        }
        double max = x[start + groups.offset(greatest)];
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        for (int i = from; i < to; i++) {
            double term = i == greatest ? 0 : Elementary.exp(x[start + groups.offset(i)] - max);
            switch (i & 7) {
                case 0 -> s0 += term;
                case 1 -> s1 += term;
                case 2 -> s2 += term;
                case 3 -> s3 += term;
                case 4 -> s4 += term;
                case 5 -> s5 += term;
                case 6 -> s6 += term;
                default -> s7 += term;
            }
        }
        return Lanes.tree(s0, s1, s2, s3, s4, s5, s6, s7);
    }
}
