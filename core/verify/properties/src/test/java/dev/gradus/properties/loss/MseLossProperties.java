package dev.gradus.properties.loss;

import dev.gradus.loss.MseLoss;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class MseLossProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return LossSpecs.elementwise(
                MseLoss::new, (yHat, y) -> (y - yHat) * (y - yHat) / 2, Values.any(), Values.any());
    }
}
