package dev.gradus.properties.foreign;

import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

/** A sum that is more exact than its reference is not accused of being so. */
class CompensatedSumProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(RightOps.CompensatedSum::new)
                .input("x", dims("n"), Values.between(-1e100, 1e100))
                .referenceTensor(in -> Tensor.scalar(sum(in.get(0).toArray())));
    }

    private static double sum(double[] terms) {
        double sum = 0;
        for (double term : terms) {
            sum += term;
        }
        return sum;
    }
}
