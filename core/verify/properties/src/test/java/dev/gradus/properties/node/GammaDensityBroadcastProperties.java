package dev.gradus.properties.node;

import dev.gradus.node.GammaDensityBroadcast;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class GammaDensityBroadcastProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.binary(GammaDensityBroadcast::new)
                .input("a", broadcastable(), Values.between(0.3, 8))
                .input("x", broadcastable(), Values.between(0.1, 12))
                .reference((a, x) -> Math.pow(x, a - 1) * Math.exp(-x) / gamma(a));
    }

    /** By Stirling's series at a + 10. */
    private static double gamma(double a) {
        double z = a + 10, product = 1;
        for (int k = 0; k < 10; k++) {
            product *= a + k;
        }
        double series = 1 / (12 * z)
                - 1 / (360 * z * z * z)
                + 1 / (1260 * Math.pow(z, 5))
                - 1 / (1680 * Math.pow(z, 7))
                + 1 / (1188 * Math.pow(z, 9));
        return Math.sqrt(2 * Math.PI / z) * Math.pow(z / Math.E, z) * Math.exp(series) / product;
    }
}
