package dev.gradus.properties.node;

import dev.gradus.node.LogAddExpBroadcast;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

/** The zeros, where eᵃ + eᵇ = 1, ask for an absolute tolerance. */
class LogAddExpBroadcastProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.binary(LogAddExpBroadcast::new)
                .input("a", broadcastable(), Values.any())
                .input("b", broadcastable(), Values.any())
                .reference(LogAddExpBroadcastProperties::reference)
                .tolerance(1e-12, 1e-15);
    }

    private static double reference(double a, double b) {
        return Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
    }
}
