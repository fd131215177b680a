package dev.gradus.properties.node;

import dev.gradus.node.BetaDensityBroadcast;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class BetaDensityBroadcastProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.nary(in -> new BetaDensityBroadcast(in.get(0), in.get(1), in.get(2)))
                .input("a", dims("1", "m"), Values.between(0.3, 8))
                .input("b", dims("n", "1"), Values.between(0.3, 8))
                .input("x", dims("n", "m"), Values.between(0.02, 0.98))
                .referenceTensor(in -> each(in.get(0), in.get(1), in.get(2)));
    }

    private static Tensor each(Tensor a, Tensor b, Tensor x) {
        return ByIndex.tensor(x.shape(), at -> reference(a.get(0, at[1]), b.get(at[0], 0), x.get(at)));
    }

    private static double reference(double a, double b, double x) {
        double whole = BetaIntegral.below(a, b, 0) + BetaIntegral.below(b, a, 0);
        return Math.pow(x, a - 1) * Math.pow(1 - x, b - 1) / whole;
    }
}
