package dev.gradus.properties.node;

import dev.gradus.node.Erfinv;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class ErfinvProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Erfinv::new)
                .input("x", anyShape(), Values.strictlyBetween(-0.99, 0.99))
                .reference(ErfinvProperties::reference);
    }

    /** By bisection of Σ 2ⁿ x²ⁿ⁺¹ / (1 · 3 · 5 ⋯ (2n + 1)), and Newton's method at the end. */
    static double reference(double y) {
        double low = -2;
        double high = 2;
        for (int i = 0; i < 40; i++) {
            double middle = (low + high) / 2;
            if (erf(middle) < y) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double x = Math.abs(y) < 1e-3 ? y * Math.sqrt(Math.PI) / 2 * (1 + Math.PI * y * y / 12) : low;
        return x - (erf(x) - y) * Math.sqrt(Math.PI) / 2 * Math.exp(x * x);
    }

    private static double erf(double x) {
        double sum = 0;
        double term = x;
        for (int n = 1; sum + term != sum; n++) {
            sum += term;
            term *= 2 * x * x / (2 * n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }
}
