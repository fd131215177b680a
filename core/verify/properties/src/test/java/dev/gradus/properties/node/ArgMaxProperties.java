package dev.gradus.properties.node;

import dev.gradus.node.ArgMax;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import net.jqwik.api.Arbitraries;

class ArgMaxProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.drawing(layout -> {
                    int rank = layout.shape("x").rank();
                    return Arbitraries.integers().between(-rank, rank - 1);
                })
                .unary(ArgMax::new)
                .input("x", dims("*", "n"), Values.any().distinct())
                .referenceTensor((in, axis) -> new Over(false, axis).reduce(in.get(0), ArgMaxProperties::firstGreatest))
                .size("*", 1, 4)
                .size("n", 1, 4);
    }

    private static double firstGreatest(double... x) {
        int best = 0;
        for (int i = 0; i < x.length; i++) {
            best = x[i] > x[best] ? i : best;
        }
        return best;
    }
}
