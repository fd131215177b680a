package dev.gradus.properties.node;

import dev.gradus.node.PowBroadcast;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

/** Without copies to sum over, no gradient is NaN at the extremes either. */
class PowOfEqualShapesProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.binary(PowBroadcast::new)
                .input("a", anyShape(), Values.positive())
                .input("b", anyShape(), Values.any())
                .reference(Math::pow);
    }
}
