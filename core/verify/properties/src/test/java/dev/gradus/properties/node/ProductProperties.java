package dev.gradus.properties.node;

import dev.gradus.node.Product;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.Arrays;

class ProductProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.drawing(Over::anyAxes)
                .unary((x, over) -> new Product(x, over.keepDims(), over.axes()))
                .input("x", anyShape(), Values.between(-3, 3))
                .referenceTensor((in, over) ->
                        over.reduce(in.get(0), x -> Arrays.stream(x).reduce(1, (a, b) -> a * b)));
    }
}
