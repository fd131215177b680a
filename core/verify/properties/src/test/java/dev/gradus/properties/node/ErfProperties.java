package dev.gradus.properties.node;

import dev.gradus.node.Erf;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

/** Further out the value is so close to ±1 that no numerical derivative can be had. */
class ErfProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Erf::new)
                .input("x", anyShape(), Values.between(-4, 4))
                .reference(ErfProperties::series);
    }

    /** 2/√π exp(−x²) Σ 2ⁿ x²ⁿ⁺¹ / (1 · 3 · 5 ⋯ (2n + 1)), whose terms all have one sign. */
    private static double series(double x) {
        double sum = 0;
        double term = x;
        for (int n = 1; sum + term != sum; n++) {
            sum += term;
            term *= 2 * x * x / (2 * n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }
}
