package dev.gradus.properties.node;

import dev.gradus.node.ScatterAdd;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.Arrays;

class ScatterAddProperties implements OpContract {
    private static final int SIZE = 3;

    @Override
    public OpSpec spec() {
        return OpSpec.binary((updates, indices) -> new ScatterAdd(updates, indices, -2, SIZE))
                .input("updates", dims("n", "*", "m"), Values.any())
                .inputWithoutDerivative("indices", anyShape(), Values.integers(0, SIZE - 1))
                .referenceTensor(in -> scatterAdd(in.get(0), in.get(1)))
                .tolerance(0, 0);
    }

    private static Tensor scatterAdd(Tensor updates, Tensor indices) {
        int rank = indices.shape().rank();
        Shape result = Shape.of(updates.shape().size(0), SIZE, updates.shape().size(-1));
        double[] sums = new double[result.elements()];
        for (int position = 0; position < updates.shape().elements(); position++) {
            int[] at = updates.shape().index(position);
            int index = (int) indices.get(Arrays.copyOfRange(at, 1, rank + 1));
            sums[result.position(at[0], index, at[rank + 1])] += updates.get(at);
        }
        return Tensor.of(result, sums);
    }
}
