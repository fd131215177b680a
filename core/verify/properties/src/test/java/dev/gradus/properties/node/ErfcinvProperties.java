package dev.gradus.properties.node;

import dev.gradus.node.Erfcinv;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class ErfcinvProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Erfcinv::new)
                .input("x", anyShape(), Values.strictlyBetween(0.02, 1.98))
                .reference(x -> ErfinvProperties.reference(1 - x));
    }
}
