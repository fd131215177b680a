package dev.gradus.properties.node;

import dev.gradus.node.Sum;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.Arrays;

class SumProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.drawing(Over::anyAxes)
                .unary((x, over) -> new Sum(x, over.keepDims(), over.axes()))
                .input("x", anyShape(), Values.between(-100, 100))
                .referenceTensor((in, over) ->
                        over.reduce(in.get(0), x -> Arrays.stream(x).sum()))
                .tolerance(1e-12, 1e-11);
    }
}
