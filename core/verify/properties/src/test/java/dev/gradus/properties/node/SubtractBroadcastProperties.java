package dev.gradus.properties.node;

import dev.gradus.node.SubtractBroadcast;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class SubtractBroadcastProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.binary(SubtractBroadcast::new)
                .input("a", broadcastable(), Values.any())
                .input("b", broadcastable(), Values.any())
                .reference((a, b) -> a - b)
                .tolerance(0, 0);
    }
}
