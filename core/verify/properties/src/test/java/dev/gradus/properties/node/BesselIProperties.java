package dev.gradus.properties.node;

import dev.gradus.node.BesselI;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import net.jqwik.api.Arbitraries;

class BesselIProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.drawing(layout -> Arbitraries.integers().between(0, 3))
                .unary((x, order) -> new BesselI(x, order, false))
                .input("x", anyShape(), Values.between(-20, 20))
                .referenceTensor((in, order) -> in.get(0).map(x -> series(order, x)));
    }

    /** Σ (x/2)^(2k + n) / (k! (k + n)!). */
    static double series(int n, double x) {
        double term = 1;
        for (int i = 1; i <= n; i++) {
            term *= x / 2 / i;
        }
        double sum = 0;
        for (int k = 1; sum + term != sum; k++) {
            sum += term;
            term *= x / 2 / k * (x / 2) / (k + n);
        }
        return sum;
    }
}
