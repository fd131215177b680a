package dev.gradus.properties.node;

import dev.gradus.node.ArgMode;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;

class ArgModeProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.drawing(layout -> {
                    int rank = layout.shape("x").rank();
                    return Arbitraries.integers().between(-rank, rank - 1);
                })
                .unary(ArgMode::new)
                .inputWithoutDerivative("x", dims("*", "n"), Values.integers(-1, 2))
                .referenceTensor((in, axis) -> new Over(false, axis).reduce(in.get(0), ArgModeProperties::mostFrequent))
                .size("*", 1, 4)
                .size("n", 1, 6);
    }

    /** The first place of an element of which there are most, and of these the least. */
    private static double mostFrequent(double... x) {
        int best = 0;
        for (int i = 0; i < x.length; i++) {
            long count = count(x, x[i]), most = count(x, x[best]);
            best = count > most || count == most && x[i] < x[best] ? i : best;
        }
        return best;
    }

    private static long count(double[] x, double value) {
        return Arrays.stream(x).filter(each -> each == value).count();
    }
}
