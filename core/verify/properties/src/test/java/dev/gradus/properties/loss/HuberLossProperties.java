package dev.gradus.properties.loss;

import dev.gradus.loss.HuberLoss;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class HuberLossProperties implements OpContract {
    private static final double DELTA = 0.7;

    @Override
    public OpSpec spec() {
        return LossSpecs.elementwise(
                (yHat, y) -> new HuberLoss(yHat, y, DELTA), HuberLossProperties::error, Values.any(), Values.any());
    }

    /** The area under the slope, which rises to δ and stays there. */
    private static double error(double yHat, double y) {
        double distance = Math.abs(y - yHat);
        double near = Math.min(distance, DELTA);
        return near * near / 2 + (distance - near) * DELTA;
    }
}
