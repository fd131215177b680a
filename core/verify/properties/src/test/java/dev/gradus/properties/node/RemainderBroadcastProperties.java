package dev.gradus.properties.node;

import dev.gradus.node.RemainderBroadcast;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.math.BigDecimal;

/** Between two jumps: a / b is more than 2 and less than 3. */
class RemainderBroadcastProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.binary(RemainderBroadcast::new)
                .input("a", broadcastable(), Values.between(5, 5.9))
                .input("b", broadcastable(), Values.between(2, 2.4))
                .reference(
                        (a, b) -> new BigDecimal(a).remainder(new BigDecimal(b)).doubleValue())
                .tolerance(0, 0);
    }
}
