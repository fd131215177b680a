package dev.gradus.properties.node;

import dev.gradus.node.Lgamma;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

/** The zeros at 1 and 2 ask for an absolute tolerance. */
class LgammaProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Lgamma::new)
                .input("x", anyShape(), Values.between(0.01, 20))
                .reference(LgammaProperties::reference)
                .tolerance(1e-11, 1e-12);
    }

    /** Stirling's formula at x + 40, and ln Γ(x) = ln Γ(x + 1) − ln x back from there. */
    private static double reference(double x) {
        double far = x + 40;
        double sum = (far - 0.5) * Math.log(far)
                - far
                + Math.log(2 * Math.PI) / 2
                + 1 / (12 * far)
                - 1 / (360 * far * far * far)
                + 1 / (1260 * Math.pow(far, 5));
        for (int k = 39; k >= 0; k--) {
            sum -= Math.log(x + k);
        }
        return sum;
    }
}
