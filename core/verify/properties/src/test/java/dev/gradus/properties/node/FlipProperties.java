package dev.gradus.properties.node;

import dev.gradus.node.Flip;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.stream.IntStream;

class FlipProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.drawing(Over::anyAxes)
                .unary((x, over) -> new Flip(x, over.axes()))
                .input("x", anyShape(), Values.any())
                .referenceTensor((in, over) -> flip(in.get(0), over));
    }

    private static Tensor flip(Tensor x, Over over) {
        int rank = x.shape().rank();
        return ByIndex.tensor(
                x.shape(),
                at -> x.get(IntStream.range(0, rank)
                        .map(axis -> over.includes(axis, rank) ? x.shape().size(axis) - 1 - at[axis] : at[axis])
                        .toArray()));
    }
}
