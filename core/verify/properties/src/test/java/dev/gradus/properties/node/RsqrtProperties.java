package dev.gradus.properties.node;

import dev.gradus.node.Rsqrt;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class RsqrtProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Rsqrt::new)
                .input("x", anyShape(), Values.positive())
                .reference(x -> 1 / Math.sqrt(x));
    }
}
