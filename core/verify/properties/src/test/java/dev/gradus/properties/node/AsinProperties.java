package dev.gradus.properties.node;

import dev.gradus.node.Asin;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class AsinProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Asin::new)
                .input("x", anyShape(), Values.between(-1, 1))
                .reference(Math::asin);
    }
}
