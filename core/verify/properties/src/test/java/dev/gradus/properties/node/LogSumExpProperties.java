package dev.gradus.properties.node;

import dev.gradus.node.LogSumExp;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.Arrays;

class LogSumExpProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.drawing(Over::anyAxes)
                .unary((x, over) -> new LogSumExp(x, over.keepDims(), over.axes()))
                .input("x", anyShape(), Values.any())
                .referenceTensor((in, over) -> over.reduce(in.get(0), LogSumExpProperties::logSumExp));
    }

    private static double logSumExp(double... x) {
        double max = Arrays.stream(x).max().orElse(0);
        return max + Math.log(Arrays.stream(x).map(each -> Math.exp(each - max)).sum());
    }
}
