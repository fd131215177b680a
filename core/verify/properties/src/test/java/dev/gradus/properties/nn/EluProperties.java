package dev.gradus.properties.nn;

import dev.gradus.nn.Elu;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import net.jqwik.api.Arbitraries;

class EluProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.drawing(layout -> Arbitraries.randomValue(
                        random -> new double[] {4 * random.nextDouble() - 2, 0.5 + 2 * random.nextDouble()}))
                .unary((x, bend) -> new Elu(x, bend[0], bend[1]))
                .input("x", anyShape(), Values.any().kinksAt(0))
                .referenceTensor((in, bend) -> in.get(0).map(x -> x > 0 ? x : bend[0] * Math.expm1(x / bend[1])))
                .tolerance(1e-12, 1e-300);
    }
}
