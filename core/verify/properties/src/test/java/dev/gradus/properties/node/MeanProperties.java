package dev.gradus.properties.node;

import dev.gradus.node.Mean;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.Arrays;

class MeanProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.drawing(Over::anyAxes)
                .unary((x, over) -> new Mean(x, over.keepDims(), over.axes()))
                .input("x", anyShape(), Values.between(-100, 100))
                .referenceTensor((in, over) ->
                        over.reduce(in.get(0), x -> Arrays.stream(x).average().orElseThrow()))
                .tolerance(1e-12, 1e-11)
                .size("*", 1, 4);
    }
}
