package dev.gradus.properties.node;

import dev.gradus.node.Clamp;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class ClampProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(x -> new Clamp(x, -1, 2))
                .input("x", anyShape(), Values.any().kinksAt(-1, 2))
                .reference(x -> x < -1 ? -1 : x > 2 ? 2 : x);
    }
}
