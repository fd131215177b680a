package dev.gradus.properties.loss;

import dev.gradus.loss.L1Loss;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class L1LossProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return LossSpecs.elementwise(L1Loss::new, (yHat, y) -> Math.abs(y - yHat), Values.any(), Values.any())
                .apart("ŷ", "y");
    }
}
