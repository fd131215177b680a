package dev.gradus.properties.node;

import dev.gradus.node.AddBroadcast;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class AddBroadcastProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.binary(AddBroadcast::new)
                .input("a", broadcastable(), Values.any())
                .input("b", broadcastable(), Values.any())
                .reference((a, b) -> a + b)
                .tolerance(0, 0);
    }
}
