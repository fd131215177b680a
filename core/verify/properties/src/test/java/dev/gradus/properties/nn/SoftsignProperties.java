package dev.gradus.properties.nn;

import dev.gradus.nn.Softsign;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class SoftsignProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Softsign::new)
                .input("x", anyShape(), Values.any().kinksAt(0))
                .reference(x -> x / (1 + Math.abs(x)));
    }
}
