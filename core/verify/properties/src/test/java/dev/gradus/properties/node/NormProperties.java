package dev.gradus.properties.node;

import dev.gradus.node.Norm;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.Arrays;

class NormProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.drawing(Over::anyAxes)
                .unary((x, over) -> new Norm(x, over.keepDims(), over.axes()))
                .input("x", anyShape(), Values.any().kinksAt(0))
                .referenceTensor((in, over) -> over.reduce(in.get(0), NormProperties::norm));
    }

    private static double norm(double... x) {
        return Arrays.stream(x).reduce(0, Math::hypot);
    }
}
