package dev.gradus.properties.node;

import dev.gradus.node.PowBroadcast;
import dev.gradus.testkit.Law;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class PowBroadcastProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.binary(PowBroadcast::new)
                .input("a", broadcastable(), Values.positive())
                .input("b", broadcastable(), Values.any())
                .reference(Math::pow)
                .without(
                        Law.EXTREMES,
                        "slopes that overflow to ∞ and −∞ have no sum over copies; PowOfEqualShapesProperties has none");
    }
}
