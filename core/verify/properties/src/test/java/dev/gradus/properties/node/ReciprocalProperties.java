package dev.gradus.properties.node;

import dev.gradus.node.Reciprocal;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class ReciprocalProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Reciprocal::new)
                .input("x", anyShape(), Values.nonzero())
                .reference(x -> Math.pow(x, -1));
    }
}
