package dev.gradus.properties.node;

import dev.gradus.node.Acos;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class AcosProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Acos::new)
                .input("x", anyShape(), Values.between(-1, 1))
                .reference(Math::acos);
    }
}
