package dev.gradus.properties.node;

import dev.gradus.node.Acosh;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class AcoshProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Acosh::new)
                .input("x", anyShape(), Values.between(1, 50))
                .reference(AcoshProperties::reference);
    }

    private static double reference(double x) {
        double t = x - 1;
        return Math.log1p(t + Math.sqrt(t * (x + 1)));
    }
}
