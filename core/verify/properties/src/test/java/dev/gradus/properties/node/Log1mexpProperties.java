package dev.gradus.properties.node;

import dev.gradus.node.Log1mexp;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class Log1mexpProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Log1mexp::new)
                .input("x", anyShape(), Values.between(-40, -0.01))
                .reference(Log1mexpProperties::series);
    }

    /** −Σ e^(kx) / k, which converges faster the farther x is below 0. */
    private static double series(double x) {
        double sum = 0;
        for (int k = 6000; k > 0; k--) {
            sum += Math.exp(k * x) / k;
        }
        return -sum;
    }
}
