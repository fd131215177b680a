package dev.gradus.properties.node;

import dev.gradus.node.Stack;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;

class StackProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.drawing(layout -> {
                    int rank = layout.shape("a").rank();
                    return Arbitraries.integers().between(-rank - 1, rank);
                })
                .nary((in, axis) -> new Stack(axis, in))
                .input("a", anyShape(), Values.any())
                .input("b", anyShape(), Values.any())
                .referenceTensor((in, axis) -> stack(in.get(0), in.get(1), axis));
    }

    private static Tensor stack(Tensor a, Tensor b, int axis) {
        int rank = a.shape().rank();
        int along = Math.floorMod(axis, rank + 1);
        int[] sizes = IntStream.rangeClosed(0, rank)
                .map(i -> i == along ? 2 : a.shape().size(i < along ? i : i - 1))
                .toArray();
        return ByIndex.tensor(Shape.of(sizes), at -> {
            int[] own =
                    IntStream.range(0, rank).map(i -> at[i < along ? i : i + 1]).toArray();
            return (at[along] == 0 ? a : b).get(own);
        });
    }
}
