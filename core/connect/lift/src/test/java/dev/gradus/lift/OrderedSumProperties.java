package dev.gradus.lift;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class OrderedSumProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.nary(in -> new OrderedSum(in.get(0)))
                .input("x", dims("n", "m"), Values.any())
                .referenceTensor(in -> inOrder(in.get(0)))
                .tolerance(0, 0);
    }

    private static Tensor inOrder(Tensor x) {
        return Tensor.generate(Shape.of(x.shape().size(0)), row -> {
            double sum = 0;
            for (int i = 0; i < x.shape().size(1); i++) {
                sum += x.get(row, i);
            }
            return sum;
        });
    }
}
