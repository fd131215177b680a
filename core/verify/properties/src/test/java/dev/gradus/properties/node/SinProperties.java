package dev.gradus.properties.node;

import dev.gradus.node.Sin;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class SinProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Sin::new).input("x", anyShape(), Values.any()).reference(Math::sin);
    }
}
