package dev.gradus.properties.node;

import dev.gradus.node.LeakyRelu;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import net.jqwik.api.Arbitraries;

class LeakyReluProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.drawing(layout -> Arbitraries.doubles().between(-2, 2))
                .unary(LeakyRelu::new)
                .input("x", anyShape(), Values.any().kinksAt(0))
                .referenceTensor((in, slope) -> in.get(0).map(x -> x > 0 ? x : slope * x))
                .tolerance(1e-12, 1e-300);
    }
}
