package dev.gradus.properties.node;

import dev.gradus.node.CumulativeLogSumExp;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.Arrays;

class CumulativeLogSumExpProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.drawing(Lines::anyAxis)
                .unary(CumulativeLogSumExp::new)
                .input("x", dims("*", "n"), Values.any())
                .referenceTensor((in, axis) -> Lines.map(in.get(0), axis, CumulativeLogSumExpProperties::sums));
    }

    private static double[] sums(double... x) {
        double[] sums = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double[] soFar = Arrays.copyOf(x, i + 1);
            double max = Arrays.stream(soFar).max().orElseThrow();
            sums[i] = max
                    + Math.log(Arrays.stream(soFar)
                            .map(each -> Math.exp(each - max))
                            .sum());
        }
        return sums;
    }
}
