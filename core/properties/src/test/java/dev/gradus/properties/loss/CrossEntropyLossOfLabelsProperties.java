package dev.gradus.properties.loss;

import dev.gradus.loss.CrossEntropyLoss;
import dev.gradus.tensor.Shape;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class CrossEntropyLossOfLabelsProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.binary(CrossEntropyLoss::new)
                .input("z", dims("n_batch", "n_classes"), Values.any())
                .inputWithoutDerivative("y", dims("n_batch"), Values.indicesOf("n_classes"))
                .size("n_batch", 1, 4)
                .size("n_classes", 1, 4)
                .refuses(Shape.of(3, 2), Shape.of(2))
                .refuses(Shape.of(3, 2), Shape.of(3, 1))
                .referenceTensor(in ->
                        LossSpecs.crossEntropy(in.get(0), (t, k) -> in.get(1).get(t) == k ? 1 : 0));
    }
}
