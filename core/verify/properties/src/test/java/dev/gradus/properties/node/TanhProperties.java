package dev.gradus.properties.node;

import dev.gradus.node.Tanh;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class TanhProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Tanh::new).input("x", anyShape(), Values.any()).reference(Math::tanh);
    }
}
