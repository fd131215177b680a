package dev.gradus.properties.node;

import dev.gradus.node.Log10;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class Log10Properties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Log10::new)
                .input("x", anyShape(), Values.positive())
                .reference(Math::log10);
    }
}
