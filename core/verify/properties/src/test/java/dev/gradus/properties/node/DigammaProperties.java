package dev.gradus.properties.node;

import dev.gradus.node.Digamma;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

/** The zero at 1.46 asks for an absolute tolerance. */
class DigammaProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Digamma::new)
                .input("x", anyShape(), Values.between(0.01, 20))
                .reference(DigammaProperties::reference)
                .tolerance(1e-11, 1e-12);
    }

    /** The asymptotic series at x + 40, and ψ(x) = ψ(x + 1) − 1 / x back from there. */
    private static double reference(double x) {
        double far = x + 40;
        double square = far * far;
        double sum = Math.log(far) - 1 / (2 * far) - 1 / (12 * square) + 1 / (120 * square * square);
        for (int k = 39; k >= 0; k--) {
            sum -= 1 / (x + k);
        }
        return sum;
    }
}
