package dev.gradus.properties.node;

import dev.gradus.node.DivideBroadcast;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class DivideBroadcastProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.binary(DivideBroadcast::new)
                .input("a", broadcastable(), Values.any())
                .input("b", broadcastable(), Values.nonzero())
                .reference((a, b) -> a / b)
                .tolerance(0, 0);
    }
}
