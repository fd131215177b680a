package dev.gradus.properties.foreign;

import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.stream.IntStream;

/** Layer normalisation as one op is not accused of the rounding of terms that cancel. */
class LayerNormProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(RightOps.LayerNorm::new)
                .input("x", dims("n", "m"), Values.between(-1e100, 1e100))
                .size("m", 1, 4)
                .referenceTensor(in -> normed(in.get(0)));
    }

    private static Tensor normed(Tensor x) {
        int n = x.shape().size(1);
        return Tensor.generate(x.shape(), position -> {
            int row = x.shape().index(position)[0];
            double mean = IntStream.range(0, n).mapToDouble(j -> x.get(row, j)).sum() / n;
            double variance = IntStream.range(0, n)
                            .mapToDouble(j -> Math.pow(x.get(row, j) - mean, 2))
                            .sum()
                    / n;
            return (x.get(x.shape().index(position)) - mean) / Math.sqrt(variance + RightOps.LayerNorm.EPSILON);
        });
    }
}
