package dev.gradus.properties.node;

import dev.gradus.node.Atan2Broadcast;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class Atan2BroadcastProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.binary(Atan2Broadcast::new)
                .input("y", broadcastable(), Values.nonzero())
                .input("x", broadcastable(), Values.nonzero())
                .reference(Math::atan2);
    }
}
