package dev.gradus.properties.node;

import dev.gradus.node.Expm1;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

/** Further below 0 the value is so close to −1 that no numerical derivative can be had. */
class Expm1Properties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Expm1::new)
                .input("x", anyShape(), Values.between(-15, Double.POSITIVE_INFINITY))
                .reference(Math::expm1);
    }
}
