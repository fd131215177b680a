package dev.gradus.properties.node;

import dev.gradus.node.IncompleteGammaBroadcast;
import dev.gradus.testkit.Law;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

/** The derivative by a. */
class IncompleteGammaSlopeProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.binary((a, x) -> new IncompleteGammaBroadcast(a, x, false, 1))
                .input("a", broadcastable(), Values.between(0.3, 6))
                .input("x", broadcastable(), Values.between(0.1, 12))
                .reference(IncompleteGammaSlopeProperties::slope)
                .tolerance(1e-9, 1e-10)
                .without(Law.EVERYWHERE, "the reference integrates anew at each of its thousands of points");
    }

    /** Central differences of the series of P, extrapolated once. */
    private static double slope(double a, double x) {
        return (4 * difference(a, x, 0x1p-10) - difference(a, x, 0x1p-9)) / 3;
    }

    private static double difference(double a, double x, double h) {
        double above = IncompleteGammaBroadcastProperties.lower(a + h, x);
        return (above - IncompleteGammaBroadcastProperties.lower(a - h, x)) / (2 * h);
    }
}
