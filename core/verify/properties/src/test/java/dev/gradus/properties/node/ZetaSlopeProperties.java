package dev.gradus.properties.node;

import dev.gradus.node.ZetaBroadcast;
import dev.gradus.testkit.Law;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

/** The derivative by s. */
class ZetaSlopeProperties implements OpContract {
    private static final int TERMS = 2000;

    @Override
    public OpSpec spec() {
        return OpSpec.binary((s, x) -> new ZetaBroadcast(s, x, 1))
                .input("s", broadcastable(), Values.between(1.5, 6))
                .input("x", broadcastable(), Values.between(0.1, 20))
                .reference(ZetaSlopeProperties::series)
                .tolerance(1e-10, 1e-12)
                .without(Law.EVERYWHERE, "the reference adds thousands of terms at each of its thousands of points");
    }

    /** −Σ ln(x + k) (x + k)^−s, its tail by the trapezoidal rule. */
    private static double series(double s, double x) {
        double far = x + TERMS;
        double power = Math.pow(far, -s);
        double integral = far * power * (Math.log(far) / (s - 1) + 1 / ((s - 1) * (s - 1)));
        double sum = -integral - Math.log(far) * power / 2 + (1 - s * Math.log(far)) * power / far / 12;
        for (int k = TERMS - 1; k >= 0; k--) {
            sum -= Math.log(x + k) * Math.pow(x + k, -s);
        }
        return sum;
    }
}
