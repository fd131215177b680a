package dev.gradus.kernel.reduce;

import java.util.function.DoubleBinaryOperator;

/** The greatest and the least of each group. NaN is both; −0 is less than 0. ReductionGroups must not be empty. */
public final class Extremes {
    private Extremes() {}

    /** Writes the greatest of each group. */
    public static void max(ReductionGroups groups, double[] x, double[] out) {
        fold(Math::max, groups, x, out);
    }

    /** Writes the least of each group. */
    public static void min(ReductionGroups groups, double[] x, double[] out) {
        fold(Math::min, groups, x, out);
    }

    private static void fold(DoubleBinaryOperator function, ReductionGroups groups, double[] x, double[] out) {
        for (int o = 0; o < out.length; o++) {
            int start = groups.start(o);
            double folded = x[start];
            for (int i = 1; i < groups.count(); i++) {
                folded = function.applyAsDouble(folded, x[start + groups.offset(i)]);
            }
            out[o] = folded;
        }
    }

    /** Writes which member of each group is the first NaN, or without one the first of the greatest. */
    public static void argMax(ReductionGroups groups, double[] x, double[] out) {
        for (int o = 0; o < out.length; o++) {
            out[o] = argMax(groups, x, groups.start(o));
        }
    }

    /** The same for the group that starts here. */
    static int argMax(ReductionGroups groups, double[] x, int start) {
        int best = 0;
        double greatest = x[start];
        for (int i = 1; i < groups.count() && !Double.isNaN(greatest); i++) {
            double value = x[start + groups.offset(i)];
            if (value > greatest || Double.isNaN(value)) {
                best = i;
                greatest = value;
            }
        }
        return best;
    }
}
