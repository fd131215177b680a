package dev.gradus.properties.node;

import dev.gradus.node.Sigmoid;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class SigmoidProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Sigmoid::new).input("x", anyShape(), Values.any()).reference(x -> 1 / (1 + Math.exp(-x)));
    }
}
