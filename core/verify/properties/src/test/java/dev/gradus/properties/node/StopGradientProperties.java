package dev.gradus.properties.node;

import dev.gradus.node.StopGradient;
import dev.gradus.testkit.Law;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class StopGradientProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(StopGradient::new)
                .input("x", anyShape(), Values.any())
                .reference(x -> x)
                .tolerance(0, 0)
                .without(Law.GRADIENT, REASON)
                .without(Law.ADJOINT, REASON)
                .without(Law.IN_A_GRAPH, REASON);
    }

    private static final String REASON = "the derivative is taken to be zero, which the values know nothing of";
}
