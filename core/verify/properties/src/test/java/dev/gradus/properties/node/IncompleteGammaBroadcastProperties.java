package dev.gradus.properties.node;

import dev.gradus.node.IncompleteGammaBroadcast;
import dev.gradus.testkit.Law;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class IncompleteGammaBroadcastProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.binary((a, x) -> new IncompleteGammaBroadcast(a, x, false))
                .input("a", broadcastable(), Values.between(0.3, 6))
                .input("x", broadcastable(), Values.between(0.1, 12))
                .reference(IncompleteGammaBroadcastProperties::lower)
                .without(Law.EVERYWHERE, "the reference integrates anew at each of its thousands of points");
    }

    /** x^a e^−x / Γ(a) · Σ xⁿ / (a (a + 1) ⋯ (a + n)), with Γ(a) = ∫ e^(a s − e^s) ds. */
    static double lower(double a, double x) {
        double gamma = 0;
        for (double s = -40 / a; s < 5; s += 1.0 / 32) {
            gamma += Math.exp(a * s - Math.exp(s)) / 32;
        }
        double sum = 0;
        double term = 1 / a;
        for (int n = 1; sum + term != sum; n++) {
            sum += term;
            term *= x / (a + n);
        }
        return Math.pow(x, a) * Math.exp(-x) / gamma * sum;
    }
}
