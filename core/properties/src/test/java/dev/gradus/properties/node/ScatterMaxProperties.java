package dev.gradus.properties.node;

import dev.gradus.node.ScatterMax;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.Arrays;

class ScatterMaxProperties implements OpContract {
    private static final int SIZE = 3;

    @Override
    public OpSpec spec() {
        return OpSpec.binary((updates, indices) -> new ScatterMax(updates, indices, 1, SIZE))
                .input("updates", dims("n", "k", "m"), Values.any().distinct())
                .inputWithoutDerivative(
                        "indices",
                        dims("n", "k", "m"),
                        Values.integers(0, SIZE - 1).onto("each index occurs", ScatterMaxProperties::reachingAll))
                .size("k", SIZE, 5)
                .referenceTensor(in -> scatter(in.get(0), in.get(1)))
                .tolerance(0, 0);
    }

    /** Places that nothing is sent to are −∞, of which there are no differences. */
    private static Tensor reachingAll(Tensor indices) {
        return ByIndex.tensor(indices.shape(), at -> at[1] < SIZE ? (at[1] + at[0] + at[2]) % SIZE : indices.get(at));
    }

    private static Tensor scatter(Tensor updates, Tensor indices) {
        Shape result = ByIndex.resized(updates.shape(), 1, SIZE);
        double[] greatest = new double[result.elements()];
        Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
        for (int position = 0; position < updates.shape().elements(); position++) {
            int[] at = updates.shape().index(position);
            int to = result.position(ByIndex.with(at, 1, (int) indices.get(at)));
            greatest[to] = Math.max(greatest[to], updates.get(at));
        }
        return Tensor.of(result, greatest);
    }
}
