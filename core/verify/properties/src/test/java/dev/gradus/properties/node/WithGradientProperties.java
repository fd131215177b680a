package dev.gradus.properties.node;

import dev.gradus.node.WithGradient;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.function.UnaryOperator;

/** With the gradient that the identity has; any other is wrong by intention. */
class WithGradientProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(x -> new WithGradient(x, UnaryOperator.identity()))
                .input("x", anyShape(), Values.any())
                .reference(x -> x);
    }
}
