package dev.gradus.properties.loss;

import dev.gradus.loss.ProbabilityCrossEntropy;
import dev.gradus.testkit.Law;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class ProbabilityCrossEntropyProperties implements OpContract {
    private static final String COPIES = "slopes are ∞ where p is 0 or 1, so a sum over copies may be ∞ − ∞";

    @Override
    public OpSpec spec() {
        return OpSpec.binary(ProbabilityCrossEntropy::new)
                .input("p", broadcastable(), Values.between(0, 1))
                .input("y", broadcastable(), Values.between(0, 1))
                .without(Law.EXTREMES, COPIES)
                .without(Law.SMALLEST_SIZES, COPIES)
                .reference((p, y) -> term(y, Math.log(p)) + term(1 - y, Math.log1p(-p)));
    }

    private static double term(double weight, double logarithm) {
        return weight == 0 ? 0 : -weight * logarithm;
    }
}
