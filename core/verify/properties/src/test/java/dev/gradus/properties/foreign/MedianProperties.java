package dev.gradus.properties.foreign;

import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.Arrays;

/** At a tie any sub-gradient is right: here the first of the equal ones gets all. */
class MedianProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(RightOps.Median::new)
                .input("x", dims("3"), Values.any().distinct())
                .referenceTensor(in -> Tensor.scalar(Arrays.stream(in.get(0).toArray())
                        .sorted()
                        .skip(in.get(0).shape().elements() / 2)
                        .findFirst()
                        .orElseThrow()));
    }
}
