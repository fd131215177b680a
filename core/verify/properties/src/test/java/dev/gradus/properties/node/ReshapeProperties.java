package dev.gradus.properties.node;

import dev.gradus.node.Reshape;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.Layout;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

class ReshapeProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.drawing(ReshapeProperties::anyOtherShape)
                .unary((x, shape) -> new Reshape(x, shape))
                .input("x", anyShape(), Values.any())
                .referenceTensor((in, shape) -> Tensor.of(shape, in.get(0).toArray()))
                .tolerance(0, 0);
    }

    /** A row, a column, the axes the other way round, or with an axis of size 1 more. */
    private static Arbitrary<Shape> anyOtherShape(Layout layout) {
        Shape x = layout.shape("x");
        int[] turned = new int[x.rank()];
        IntStream.range(0, turned.length).forEach(axis -> turned[axis] = x.size(turned.length - 1 - axis));
        return Arbitraries.of(
                Shape.of(x.elements()),
                Shape.of(1, x.elements()),
                Shape.of(x.elements(), 1),
                Shape.of(turned),
                Shape.of(IntStream.concat(Arrays.stream(x.sizes()), IntStream.of(1))
                        .toArray()));
    }
}
