package dev.gradus.properties.node;

import dev.gradus.node.Sinc;
import dev.gradus.testkit.Law;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import net.jqwik.api.Arbitraries;

class SincProperties implements OpContract {
    private static final int PARTS = 4000;

    @Override
    public OpSpec spec() {
        return OpSpec.drawing(layout -> Arbitraries.integers().between(0, 3))
                .unary(Sinc::new)
                .input("x", anyShape(), Values.between(-6, 6))
                .referenceTensor((in, order) -> in.get(0).map(x -> integral(order, x)))
                .tolerance(1e-10, 1e-10)
                .without(Law.EVERYWHERE, "the reference integrates anew at each of its thousands of points");
    }

    /** ∫ (πt)ⁿ cos(πxt + nπ/2) dt from 0 to 1, by Simpson's rule. */
    private static double integral(int n, double x) {
        double sum = 0;
        for (int i = 0; i <= PARTS; i++) {
            double t = Math.PI * i / PARTS;
            int weight = i == 0 || i == PARTS ? 1 : i % 2 == 0 ? 2 : 4;
            sum += weight * Math.pow(t, n) * Math.cos(t * x + n * Math.PI / 2);
        }
        return sum / (3 * PARTS);
    }
}
