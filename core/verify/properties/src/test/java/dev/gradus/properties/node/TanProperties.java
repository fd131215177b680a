package dev.gradus.properties.node;

import dev.gradus.node.Tan;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.stream.IntStream;

class TanProperties implements OpContract {
    /** As far as ordinary numbers reach; no double lies on one, but a step of a numerical derivative may lead over it. */
    private static final double[] POLES =
            IntStream.rangeClosed(-40, 40).mapToDouble(k -> (k + 0.5) * Math.PI).toArray();

    @Override
    public OpSpec spec() {
        return OpSpec.unary(Tan::new)
                .input("x", anyShape(), Values.any().except(POLES))
                .reference(Math::tan);
    }
}
