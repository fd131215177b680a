package dev.gradus.properties.node;

import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import net.jqwik.api.Arbitraries;

class PowOfConstantProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.drawing(layout -> Arbitraries.doubles().between(-3, 3))
                .unary(PowerRule::new)
                .input("a", anyShape(), Values.positive())
                .referenceTensor((in, b) -> in.get(0).map(a -> Math.pow(a, b)))
                .tolerance(1e-12, 1e-300);
    }
}
