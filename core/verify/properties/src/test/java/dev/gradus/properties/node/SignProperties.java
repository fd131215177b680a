package dev.gradus.properties.node;

import dev.gradus.node.Sign;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class SignProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Sign::new)
                .input("x", anyShape(), Values.any().kinksAt(0))
                .reference(x -> x < 0 ? -1 : x > 0 ? 1 : 0);
    }
}
