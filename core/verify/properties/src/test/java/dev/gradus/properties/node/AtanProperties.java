package dev.gradus.properties.node;

import dev.gradus.node.Atan;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class AtanProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Atan::new).input("x", anyShape(), Values.any()).reference(Math::atan);
    }
}
