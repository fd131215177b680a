package dev.gradus.properties.node;

import dev.gradus.node.Atanh;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class AtanhProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Atanh::new)
                .input("x", anyShape(), Values.strictlyBetween(-1, 1))
                .reference(x -> (Math.log1p(x) - Math.log1p(-x)) / 2);
    }
}
