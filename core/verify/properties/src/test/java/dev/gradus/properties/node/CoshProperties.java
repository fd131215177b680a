package dev.gradus.properties.node;

import dev.gradus.node.Cosh;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class CoshProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Cosh::new).input("x", anyShape(), Values.any()).reference(Math::cosh);
    }
}
