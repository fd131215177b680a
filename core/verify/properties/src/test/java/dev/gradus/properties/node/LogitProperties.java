package dev.gradus.properties.node;

import dev.gradus.node.Logit;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

/** The zero at ½ asks for an absolute tolerance. */
class LogitProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Logit::new)
                .input("x", anyShape(), Values.strictlyBetween(0, 1))
                .reference(x -> Math.log(x) - Math.log1p(-x))
                .tolerance(1e-12, 1e-15);
    }
}
