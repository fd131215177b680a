package dev.gradus.properties.node;

import dev.gradus.node.Exp;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class ExpProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Exp::new)
                .input("x", anyShape(), Values.between(-700, 700))
                .reference(Math::exp);
    }
}
