package dev.gradus.properties.node;

import dev.gradus.node.MinimumBroadcast;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class MinimumBroadcastProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.binary(MinimumBroadcast::new)
                .input("a", broadcastable(), Values.any())
                .input("b", broadcastable(), Values.any())
                .apart("a", "b")
                .reference((a, b) -> a < b ? a : b);
    }
}
