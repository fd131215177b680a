package dev.gradus.properties.node;

import dev.gradus.node.IncompleteGammaBroadcast;
import dev.gradus.testkit.Law;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class UpperIncompleteGammaBroadcastProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.binary((a, x) -> new IncompleteGammaBroadcast(a, x, true))
                .input("a", broadcastable(), Values.between(0.3, 6))
                .input("x", broadcastable(), Values.between(0.1, 8))
                .reference((a, x) -> 1 - IncompleteGammaBroadcastProperties.lower(a, x))
                .tolerance(1e-11, 1e-13)
                .without(Law.EVERYWHERE, "the reference integrates anew at each of its thousands of points");
    }
}
