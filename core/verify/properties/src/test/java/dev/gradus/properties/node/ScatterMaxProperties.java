package dev.gradus.properties.node;

import dev.gradus.node.ScatterMax;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.List;

class ScatterMaxProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.nary(in -> new ScatterMax(in.get(0), in.get(1), in.get(2), -2))
                .input("x", dims("n", "l", "m"), Values.any().distinct())
                .input("updates", dims("n", "k", "m"), Values.any().distinct())
                .inputWithoutDerivative("indices", dims("n", "k", "m"), Values.indicesOf("l"))
                .apart("x", "updates")
                .size("l", 1, 4)
                .referenceTensor(ScatterMaxProperties::scatter)
                .tolerance(0, 0);
    }

    private static Tensor scatter(List<Tensor> in) {
        Tensor x = in.get(0), updates = in.get(1), indices = in.get(2);
        double[] greatest = x.toArray();
        for (int position = 0; position < updates.shape().elements(); position++) {
            int[] at = updates.shape().index(position);
            int to = x.shape().position(ByIndex.with(at, 1, (int) indices.get(at)));
            greatest[to] = Math.max(greatest[to], updates.get(at));
        }
        return Tensor.of(x.shape(), greatest);
    }
}
