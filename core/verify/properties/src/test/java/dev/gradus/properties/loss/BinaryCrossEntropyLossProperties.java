package dev.gradus.properties.loss;

import dev.gradus.loss.BinaryCrossEntropyLoss;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class BinaryCrossEntropyLossProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return LossSpecs.elementwise(
                BinaryCrossEntropyLoss::new,
                (z, y) -> Math.max(z, 0) - z * y + Math.log1p(Math.exp(-Math.abs(z))),
                Values.any(),
                Values.between(0, 1));
    }
}
