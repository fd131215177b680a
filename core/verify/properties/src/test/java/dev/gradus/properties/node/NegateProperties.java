package dev.gradus.properties.node;

import dev.gradus.node.Negate;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class NegateProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Negate::new)
                .input("x", anyShape(), Values.any())
                .reference(x -> -x)
                .tolerance(0, 0);
    }
}
