package dev.gradus.properties.node;

import dev.gradus.node.LogSoftmax;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.Arrays;

class LogSoftmaxProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.drawing(Lines::anyAxis)
                .unary(LogSoftmax::new)
                .input("x", dims("*", "n"), Values.any())
                .referenceTensor((in, axis) -> Lines.map(in.get(0), axis, LogSoftmaxProperties::logSoftmax))
                .size("*", 1, 4)
                .size("n", 1, 4);
    }

    private static double[] logSoftmax(double... x) {
        double max = Arrays.stream(x).max().orElseThrow();
        double log = Math.log(Arrays.stream(x).map(each -> Math.exp(each - max)).sum());
        return Arrays.stream(x).map(each -> each - max - log).toArray();
    }
}
