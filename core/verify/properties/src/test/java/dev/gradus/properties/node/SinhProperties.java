package dev.gradus.properties.node;

import dev.gradus.node.Sinh;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class SinhProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Sinh::new).input("x", anyShape(), Values.any()).reference(Math::sinh);
    }
}
