package dev.gradus.properties.node;

import dev.gradus.node.Polygamma;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import net.jqwik.api.Arbitraries;

class PolygammaProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.drawing(layout -> Arbitraries.integers().between(1, 4))
                .unary(Polygamma::new)
                .input("x", anyShape(), Values.between(0.1, 20))
                .referenceTensor((in, order) -> in.get(0).map(x -> series(order, x)));
    }

    /** (−1)ⁿ⁺¹ n! Σ (x + k)⁻ⁿ⁻¹, its tail from 4000 on by the trapezoidal rule. */
    private static double series(int n, double x) {
        double far = x + 4000;
        double sum = Math.pow(far, -n) / n + Math.pow(far, -n - 1) / 2 + (n + 1) * Math.pow(far, -n - 2) / 12;
        for (int k = 3999; k >= 0; k--) {
            sum += Math.pow(x + k, -n - 1);
        }
        double factor = n % 2 == 0 ? -1 : 1;
        for (int i = 2; i <= n; i++) {
            factor *= i;
        }
        return factor * sum;
    }
}
