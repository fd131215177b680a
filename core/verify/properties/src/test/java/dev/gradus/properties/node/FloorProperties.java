package dev.gradus.properties.node;

import dev.gradus.node.Floor;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.stream.IntStream;

class FloorProperties implements OpContract {
    /** Where it jumps, as far as ordinary numbers reach. */
    private static final double[] INTEGERS =
            IntStream.rangeClosed(-60, 60).asDoubleStream().toArray();

    @Override
    public OpSpec spec() {
        return OpSpec.unary(Floor::new)
                .input("x", anyShape(), Values.any().kinksAt(INTEGERS))
                .reference(Math::floor);
    }
}
