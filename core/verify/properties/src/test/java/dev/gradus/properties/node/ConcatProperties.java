package dev.gradus.properties.node;

import dev.gradus.node.Concat;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class ConcatProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.binary((a, b) -> new Concat(-2, a, b))
                .input("a", dims("*", "p", "m"), Values.any())
                .input("b", dims("*", "q", "m"), Values.any())
                .referenceTensor(in -> concat(in.get(0), in.get(1)));
    }

    private static Tensor concat(Tensor a, Tensor b) {
        int axis = a.shape().rank() - 2;
        int split = a.shape().size(axis);
        return ByIndex.tensor(
                ByIndex.resized(a.shape(), axis, split + b.shape().size(axis)),
                at -> at[axis] < split ? a.get(at) : b.get(ByIndex.with(at, axis, at[axis] - split)));
    }
}
