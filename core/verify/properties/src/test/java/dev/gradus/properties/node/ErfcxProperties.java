package dev.gradus.properties.node;

import dev.gradus.node.Erfcx;
import dev.gradus.testkit.Law;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import net.jqwik.api.Arbitraries;

class ErfcxProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.drawing(layout -> Arbitraries.integers().between(0, 3))
                .unary(Erfcx::new)
                .input("x", anyShape(), Values.between(-3, 20))
                .referenceTensor((in, order) -> in.get(0).map(x -> integral(order, x)))
                .without(Law.EVERYWHERE, "the reference integrates anew at each of its thousands of points");
    }

    /** 2/√π ∫ (−2t)ⁿ e^(−t² − 2xt) dt from 0 on, in s with t = e^(s − e^−s). */
    private static double integral(int n, double x) {
        double sum = 0;
        for (double s = -4; s < 3; s += 1.0 / 64) {
            double t = Math.exp(s - Math.exp(-s));
            sum += Math.pow(-2 * t, n) * Math.exp(-t * t - 2 * x * t) * t * (1 + Math.exp(-s));
        }
        return 2 / Math.sqrt(Math.PI) * sum / 64;
    }
}
