package dev.gradus.properties.node;

import dev.gradus.node.HypotBroadcast;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class HypotBroadcastProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.binary(HypotBroadcast::new)
                .input("a", broadcastable(), Values.nonzero())
                .input("b", broadcastable(), Values.nonzero())
                .reference(Math::hypot);
    }
}
