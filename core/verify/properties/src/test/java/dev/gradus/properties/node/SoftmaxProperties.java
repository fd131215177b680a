package dev.gradus.properties.node;

import dev.gradus.node.Softmax;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.Arrays;

class SoftmaxProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.drawing(Lines::anyAxis)
                .unary(Softmax::new)
                .input("x", dims("*", "n"), Values.any())
                .referenceTensor((in, axis) -> Lines.map(in.get(0), axis, SoftmaxProperties::softmax))
                .size("*", 1, 4)
                .size("n", 1, 4);
    }

    static double[] softmax(double... x) {
        double max = Arrays.stream(x).max().orElseThrow();
        double sum = Arrays.stream(x).map(each -> Math.exp(each - max)).sum();
        return Arrays.stream(x).map(each -> Math.exp(each - max) / sum).toArray();
    }
}
