package dev.gradus.properties.node;

import dev.gradus.node.Where;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class WhereProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.nary(in -> new Where(in.get(0), in.get(1), in.get(2)))
                .inputWithoutDerivative("condition", dims("n", "m"), Values.integers(0, 1))
                .input("a", dims("1", "m"), Values.any())
                .input("b", dims("n", "1"), Values.any())
                .referenceTensor(in -> choose(in.get(0), in.get(1), in.get(2)))
                .tolerance(0, 0);
    }

    private static Tensor choose(Tensor condition, Tensor a, Tensor b) {
        return ByIndex.tensor(condition.shape(), at -> condition.get(at) != 0 ? a.get(0, at[1]) : b.get(at[0], 0));
    }
}
