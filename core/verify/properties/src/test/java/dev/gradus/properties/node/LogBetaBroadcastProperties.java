package dev.gradus.properties.node;

import dev.gradus.node.LogBetaBroadcast;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

/** The zeros, as at (1, 1), ask for an absolute tolerance. */
class LogBetaBroadcastProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.binary(LogBetaBroadcast::new)
                .input("a", broadcastable(), Values.between(0.2, 9))
                .input("b", broadcastable(), Values.between(0.2, 9))
                .reference((a, b) -> Math.log(BetaIntegral.below(a, b, 0) + BetaIntegral.below(b, a, 0)))
                .tolerance(1e-10, 1e-11);
    }
}
