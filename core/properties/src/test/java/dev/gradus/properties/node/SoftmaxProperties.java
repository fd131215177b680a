package dev.gradus.properties.node;

import dev.gradus.node.Softmax;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.Arrays;

/** Further apart one p is so close to 1 that what arrives less its mean keeps few digits. */
class SoftmaxProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.drawing(Lines::anyAxis)
                .unary(Softmax::new)
                .referenceTensor((in, axis) -> Lines.map(in.get(0), axis, SoftmaxProperties::softmax))
                .input("x", dims("*", "n"), Values.between(-3, 3))
                .size("*", 1, 4)
                .size("n", 1, 4);
    }

    static double[] softmax(double... x) {
        double max = Arrays.stream(x).max().orElseThrow();
        double sum = Arrays.stream(x).map(each -> Math.exp(each - max)).sum();
        return Arrays.stream(x).map(each -> Math.exp(each - max) / sum).toArray();
    }
}
