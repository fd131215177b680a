package dev.gradus.properties.node;

import dev.gradus.node.Max;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.Arrays;

class MaxProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.drawing(Over::anyAxes)
                .unary((x, over) -> new Max(x, over.keepDims(), over.axes()))
                .input("x", anyShape(), Values.any().distinct())
                .referenceTensor((in, over) ->
                        over.reduce(in.get(0), x -> Arrays.stream(x).max().orElseThrow()))
                .size("*", 1, 4);
    }
}
