package dev.gradus.properties.node;

import dev.gradus.node.Cbrt;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class CbrtProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Cbrt::new).input("x", anyShape(), Values.nonzero()).reference(Math::cbrt);
    }
}
