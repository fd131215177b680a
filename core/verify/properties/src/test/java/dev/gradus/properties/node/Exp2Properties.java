package dev.gradus.properties.node;

import dev.gradus.node.Exp2;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class Exp2Properties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Exp2::new).input("x", anyShape(), Values.any()).reference(x -> Math.pow(2, x));
    }
}
