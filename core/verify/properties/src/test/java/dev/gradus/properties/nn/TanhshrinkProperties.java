package dev.gradus.properties.nn;

import dev.gradus.nn.Tanhshrink;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.math.BigDecimal;
import java.math.MathContext;

class TanhshrinkProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Tanhshrink::new)
                .input("x", anyShape(), Values.any())
                .reference(TanhshrinkProperties::tanhshrink);
    }

    /** Σ x^(2k+1)/(2k+1)! · 2k, which is x cosh x − sinh x, over cosh x: all terms have one sign. */
    private static double tanhshrink(double x) {
        if (Math.abs(x) > 3) {
            return x - Math.tanh(x);
        }
        BigDecimal square = new BigDecimal(x).pow(2, MathContext.DECIMAL128);
        BigDecimal power = new BigDecimal(x);
        BigDecimal sum = BigDecimal.ZERO;
        for (int k = 1; k < 40; k++) {
            power = power.multiply(square).divide(BigDecimal.valueOf(2L * k * (2 * k + 1)), MathContext.DECIMAL128);
            sum = sum.add(power.multiply(BigDecimal.valueOf(2L * k)), MathContext.DECIMAL128);
        }
        return sum.doubleValue() / Math.cosh(x);
    }
}
