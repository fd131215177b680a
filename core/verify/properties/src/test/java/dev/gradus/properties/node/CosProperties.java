package dev.gradus.properties.node;

import dev.gradus.node.Cos;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class CosProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Cos::new).input("x", anyShape(), Values.any()).reference(Math::cos);
    }
}
