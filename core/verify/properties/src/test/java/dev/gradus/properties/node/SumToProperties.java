package dev.gradus.properties.node;

import dev.gradus.node.SumTo;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.Layout;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

class SumToProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.drawing(SumToProperties::anySmallerShape)
                .unary((x, shape) -> new SumTo(x, shape))
                .input("x", anyShape(), Values.between(-100, 100))
                .referenceTensor((in, shape) -> sumTo(in.get(0), shape))
                .tolerance(1e-12, 1e-11);
    }

    /** Some axes of x made 1, and some on the left left out. */
    private static Arbitrary<Shape> anySmallerShape(Layout layout) {
        Shape x = layout.shape("x");
        return Arbitraries.randomValue(random -> Shape.of(Arrays.stream(x.sizes())
                .skip(random.nextInt(x.rank() + 1))
                .map(size -> random.nextBoolean() ? 1 : size)
                .toArray()));
    }

    private static Tensor sumTo(Tensor x, Shape shape) {
        double[] sums = new double[shape.elements()];
        for (int position = 0; position < x.shape().elements(); position++) {
            int[] at = x.shape().index(position);
            sums[shape.position(BroadcastToProperties.source(shape, at))] += x.get(at);
        }
        return Tensor.of(shape, sums);
    }
}
