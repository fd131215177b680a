package dev.gradus.properties.node;

import dev.gradus.node.Log1p;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class Log1pProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Log1p::new)
                .input("x", anyShape(), Values.between(-1, Double.POSITIVE_INFINITY))
                .reference(Math::log1p);
    }
}
