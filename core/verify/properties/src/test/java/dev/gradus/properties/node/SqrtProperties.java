package dev.gradus.properties.node;

import dev.gradus.node.Sqrt;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class SqrtProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Sqrt::new)
                .input("x", anyShape(), Values.nonNegative())
                .reference(x -> Math.pow(x, 0.5));
    }
}
