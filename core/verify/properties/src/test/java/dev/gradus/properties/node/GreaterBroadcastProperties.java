package dev.gradus.properties.node;

import dev.gradus.node.GreaterBroadcast;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class GreaterBroadcastProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.binary(GreaterBroadcast::new)
                .input("a", broadcastable(), Values.any())
                .input("b", broadcastable(), Values.any())
                .apart("a", "b")
                .reference((a, b) -> a > b ? 1 : 0)
                .tolerance(0, 0);
    }
}
