package dev.gradus.properties.loss;

import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class CrossEntropyLossOfDistributionsProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return LossSpecs.distributions(Values.any());
    }
}
