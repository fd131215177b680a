package dev.gradus.properties.node;

import dev.gradus.node.Transpose;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.Layout;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

class TransposeProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.drawing(TransposeProperties::anyOrder)
                .unary((x, order) ->
                        new Transpose(x, order.stream().mapToInt(axis -> axis).toArray()))
                .input("x", anyShape(), Values.any())
                .referenceTensor((in, order) -> transpose(in.get(0), order))
                .tolerance(0, 0);
    }

    private static Arbitrary<List<Integer>> anyOrder(Layout layout) {
        int rank = layout.shape("x").rank();
        return Arbitraries.shuffle(IntStream.range(0, rank).boxed().toList());
    }

    private static Tensor transpose(Tensor x, List<Integer> order) {
        Shape shape = Shape.of(order.stream().mapToInt(x.shape()::size).toArray());
        return ByIndex.tensor(shape, at -> {
            int[] from = new int[at.length];
            IntStream.range(0, at.length).forEach(axis -> from[order.get(axis)] = at[axis]);
            return x.get(from);
        });
    }
}
