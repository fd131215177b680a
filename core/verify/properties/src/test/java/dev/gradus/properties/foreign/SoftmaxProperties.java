package dev.gradus.properties.foreign;

import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Softmax as one op is not accused of the rounding of terms that cancel. */
class SoftmaxProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(RightOps.Softmax::new)
                .input("x", dims("n", "m"), Values.between(-1e100, 1e100))
                .size("m", 1, 4)
                .referenceTensor(in -> softmax(in.get(0)));
    }

    static Tensor softmax(Tensor x) {
        return Tensor.generate(x.shape(), position -> {
            int row = x.shape().index(position)[0];
            double[] terms = IntStream.range(0, x.shape().size(1))
                    .mapToDouble(j -> Math.exp(x.get(row, j) - x.get(x.shape().index(position))))
                    .toArray();
            return 1 / Arrays.stream(terms).sum();
        });
    }
}
