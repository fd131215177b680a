package dev.gradus.properties.node;

import dev.gradus.node.BroadcastTo;
import dev.gradus.tensor.Shape;
import dev.gradus.testkit.Layout;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

class BroadcastToProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.drawing(BroadcastToProperties::anyLargerShape)
                .unary((x, shape) -> new BroadcastTo(x, shape))
                .input("x", anyShape(), Values.any())
                .referenceTensor((in, shape) -> ByIndex.tensor(
                        shape, at -> in.get(0).get(source(in.get(0).shape(), at))))
                .tolerance(0, 0);
    }

    /** Axes of size 1 repeated or not, and up to two new ones on the left. */
    private static Arbitrary<Shape> anyLargerShape(Layout layout) {
        Shape x = layout.shape("x");
        return Arbitraries.randomValue(random -> {
            IntStream more = IntStream.range(0, random.nextInt(3)).map(axis -> random.nextInt(3));
            IntStream grown = Arrays.stream(x.sizes()).map(size -> size == 1 ? random.nextInt(4) : size);
            return Shape.of(IntStream.concat(more, grown).toArray());
        });
    }

    /** Where in x the element at this place of a larger shape comes from. */
    static int[] source(Shape x, int... at) {
        int shift = at.length - x.rank();
        return IntStream.range(0, x.rank())
                .map(axis -> x.size(axis) == 1 ? 0 : at[axis + shift])
                .toArray();
    }
}
