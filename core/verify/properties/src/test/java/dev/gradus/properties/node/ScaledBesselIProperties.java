package dev.gradus.properties.node;

import dev.gradus.node.BesselI;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import net.jqwik.api.Arbitraries;

class ScaledBesselIProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.drawing(layout -> Arbitraries.integers().between(0, 3))
                .unary((x, order) -> new BesselI(x, order, true))
                .input("x", anyShape(), Values.between(0.1, 20))
                .referenceTensor(
                        (in, order) -> in.get(0).map(x -> Math.exp(-Math.abs(x)) * BesselIProperties.series(order, x)));
    }
}
