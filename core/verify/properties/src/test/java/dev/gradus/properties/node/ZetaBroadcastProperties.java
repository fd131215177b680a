package dev.gradus.properties.node;

import dev.gradus.node.ZetaBroadcast;
import dev.gradus.testkit.Law;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class ZetaBroadcastProperties implements OpContract {
    private static final int TERMS = 2000;

    @Override
    public OpSpec spec() {
        return OpSpec.binary(ZetaBroadcast::new)
                .input("s", broadcastable(), Values.between(1.5, 6))
                .input("x", broadcastable(), Values.between(0.1, 20))
                .reference(ZetaBroadcastProperties::series)
                .without(Law.EVERYWHERE, "the reference adds thousands of terms at each of its thousands of points");
    }

    /** Σ (x + k)^−s, its tail by the trapezoidal rule. */
    private static double series(double s, double x) {
        double far = x + TERMS;
        double sum = Math.pow(far, 1 - s) / (s - 1) + Math.pow(far, -s) / 2 + s * Math.pow(far, -s - 1) / 12;
        for (int k = TERMS - 1; k >= 0; k--) {
            sum += Math.pow(x + k, -s);
        }
        return sum;
    }
}
