package dev.gradus.properties.node;

import dev.gradus.node.XlogyBroadcast;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class XlogyBroadcastProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.binary(XlogyBroadcast::new)
                .input("x", broadcastable(), Values.any())
                .input("y", broadcastable(), Values.positive())
                .reference((x, y) -> x == 0 ? 0 : x * Math.log(y));
    }
}
