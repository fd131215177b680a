package dev.gradus.properties.node;

import dev.gradus.node.ScatterAlong;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class ScatterAlongProperties implements OpContract {
    private static final int SIZE = 3;

    @Override
    public OpSpec spec() {
        return OpSpec.binary((updates, indices) -> new ScatterAlong(updates, indices, 1, SIZE))
                .input("updates", dims("n", "k", "m"), Values.any())
                .inputWithoutDerivative("indices", dims("n", "k", "m"), Values.integers(0, SIZE - 1))
                .referenceTensor(in -> scatter(in.get(0), in.get(1)))
                .tolerance(0, 0);
    }

    private static Tensor scatter(Tensor updates, Tensor indices) {
        Shape result = ByIndex.resized(updates.shape(), 1, SIZE);
        double[] sums = new double[result.elements()];
        for (int position = 0; position < updates.shape().elements(); position++) {
            int[] at = updates.shape().index(position);
            sums[result.position(ByIndex.with(at, 1, (int) indices.get(at)))] += updates.get(at);
        }
        return Tensor.of(result, sums);
    }
}
