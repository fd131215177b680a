package dev.gradus.kernel.reduce;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.math.Maximum;
import java.util.function.DoubleBinaryOperator;

/** The maximum and minimum of nonempty groups. NaN is both the maximum and the minimum; −0 is less than 0. */
public final class Extremes {
    private Extremes() {}

    public static void max(ReductionGroups groups, double[] x, double[] out) {
        fold(Math::max, groups, x, out);
    }

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

    /** Writes the index of the first NaN within each group, or otherwise of the first maximum. */
    public static void argMax(Kernels kernels, ReductionGroups groups, double[] x, double[] out) {
        if (groups.areRows()) {
            kernels.argMax(x, 0, out.length, groups.count(), out, 0);
            return;
        }
        for (int o = 0; o < out.length; o++) {
            out[o] = argMax(groups, x, groups.start(o));
        }
    }

    static int argMax(ReductionGroups groups, double[] x, int start) {
        int step = groups.areEven() ? groups.step() : 0;
        if (step == 1) {
            return Maximum.index(x, start, groups.count());
        }
        int best = 0;
        double greatest = x[start];
        if (Double.isNaN(greatest)) {
            return best;
        }
        for (int i = 1; i < groups.count(); i++) {
            double value = x[start + (step > 0 ? i * step : groups.offset(i))];
            if (!(value <= greatest)) { // greater, or NaN
                best = i;
                greatest = value;
                if (Double.isNaN(value)) {
                    break;
                }
            }
        }
        return best;
    }
}
