package dev.gradus.properties.node;

import dev.gradus.node.TakeAlong;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class TakeAlongProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.binary((x, indices) -> new TakeAlong(x, indices, -2))
                .input("x", dims("n", "k", "m"), Values.any())
                .inputWithoutDerivative("indices", dims("n", "l", "m"), Values.indicesOf("k"))
                .size("k", 1, 4)
                .referenceTensor(in -> take(in.get(0), in.get(1)));
    }

    private static Tensor take(Tensor x, Tensor indices) {
        return ByIndex.tensor(indices.shape(), at -> x.get(ByIndex.with(at, 1, (int) indices.get(at))));
    }
}
