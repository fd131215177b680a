package dev.gradus.properties.node;

import dev.gradus.node.Asinh;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class AsinhProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Asinh::new).input("x", anyShape(), Values.any()).reference(AsinhProperties::reference);
    }

    private static double reference(double x) {
        double a = Math.abs(x);
        double root = Math.hypot(a, 1);
        return Math.copySign(a > 1e8 ? Math.log(a) + Math.log(2) : Math.log1p(a + a * a / (1 + root)), x);
    }
}
