package dev.gradus.properties.node;

import dev.gradus.node.Softplus;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class SoftplusProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Softplus::new)
                .input("x", anyShape(), Values.any())
                .reference(x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))));
    }
}
