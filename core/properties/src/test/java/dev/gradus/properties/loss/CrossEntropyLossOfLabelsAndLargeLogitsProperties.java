package dev.gradus.properties.loss;

import dev.gradus.testkit.Law;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class CrossEntropyLossOfLabelsAndLargeLogitsProperties implements OpContract {
    private static final String CANCELLATION =
            "where p is nearly 1, few digits are left of p − 1; logits up to 6 are held to it";

    @Override
    public OpSpec spec() {
        return LossSpecs.labels(Values.any())
                .without(Law.GRADIENT, CANCELLATION)
                .without(Law.ADJOINT, CANCELLATION)
                .without(Law.SECOND_ORDER, CANCELLATION);
    }
}
