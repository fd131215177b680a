package dev.gradus.properties.node;

import dev.gradus.node.Gather;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.Arrays;

class GatherProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.binary((x, indices) -> new Gather(x, indices, 1))
                .input("x", dims("n", "k", "m"), Values.any())
                .inputWithoutDerivative("indices", anyShape(), Values.indicesOf("k"))
                .size("k", 1, 4)
                .referenceTensor(in -> gather(in.get(0), in.get(1)));
    }

    private static Tensor gather(Tensor x, Tensor indices) {
        int rank = indices.shape().rank();
        int[] sizes = new int[rank + 2];
        sizes[0] = x.shape().size(0);
        System.arraycopy(indices.shape().sizes(), 0, sizes, 1, rank);
        sizes[rank + 1] = x.shape().size(2);
        return ByIndex.tensor(Shape.of(sizes), at -> {
            int index = (int) indices.get(Arrays.copyOfRange(at, 1, rank + 1));
            return x.get(at[0], index, at[rank + 1]);
        });
    }
}
