package dev.gradus.properties.node;

import dev.gradus.node.Log;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class LogProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Log::new).input("x", anyShape(), Values.positive()).reference(Math::log);
    }
}
