package dev.gradus.examples;

import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

/** All that an op must obey, of any shape and anywhere among the numbers. */
class LogCoshProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(LogCosh::new).input("x", anyShape(), Values.any()).reference(LogCoshProperties::logCosh);
    }

    private static double logCosh(double x) {
        double size = Math.abs(x), square = x * x;
        return size < 1e-3 ? square / 2 - square * square / 12 : size + Math.log1p(Math.expm1(-2 * size) / 2);
    }
}
