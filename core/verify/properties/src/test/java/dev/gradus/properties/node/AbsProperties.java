package dev.gradus.properties.node;

import dev.gradus.node.Abs;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class AbsProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Abs::new)
                .input("x", anyShape(), Values.any().kinksAt(0))
                .reference(x -> x < 0 ? -x : x);
    }
}
