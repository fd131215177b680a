package dev.gradus.properties.node;

import dev.gradus.node.Lambertw;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class LambertwProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Lambertw::new)
                .input("x", anyShape(), Values.between(-0.3, 40))
                .reference(LambertwProperties::bisected);
    }

    /** Bisection of w e^w = x between −1, or 0, and an upper bound. */
    private static double bisected(double x) {
        double low = x < 0 ? -1 : 0;
        double high = x < Math.E ? Math.max(x, 0) + 1 : Math.log(x) + 1;
        for (double middle = (low + high) / 2; low < middle && middle < high; middle = (low + high) / 2) {
            if (middle * Math.exp(middle) < x) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
