package dev.gradus.properties.node;

import dev.gradus.node.Log2;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class Log2Properties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Log2::new)
                .input("x", anyShape(), Values.positive())
                .reference(x -> Math.log(x) / Math.log(2));
    }
}
