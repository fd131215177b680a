package dev.gradus.properties.node;

import dev.gradus.node.Min;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.Arrays;

class MinProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.drawing(Over::anyAxes)
                .unary((x, over) -> new Min(x, over.keepDims(), over.axes()))
                .input("x", anyShape(), Values.any().distinct())
                .referenceTensor((in, over) ->
                        over.reduce(in.get(0), x -> Arrays.stream(x).min().orElseThrow()))
                .size("*", 1, 4);
    }
}
