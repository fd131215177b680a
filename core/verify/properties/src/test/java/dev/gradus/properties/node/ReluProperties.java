package dev.gradus.properties.node;

import dev.gradus.node.Relu;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class ReluProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Relu::new)
                .input("x", anyShape(), Values.any().kinksAt(0))
                .reference(x -> x > 0 ? x : 0)
                .tolerance(0, 0);
    }
}
