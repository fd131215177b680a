package dev.gradus.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class PreciseLogarithmProperties {
    private static final long SMALLEST_NORMAL_BITS = 0x0010_0000_0000_0000L;
    private static final long LARGEST_BITS = 0x7fef_ffff_ffff_ffffL;
    private static final MathContext FORTY_DIGITS = new MathContext(40);
    private static final BigDecimal LN_2 = new BigDecimal("0.6931471805599453094172321214581765680755");

    @Property
    void errsByAtMost53HundredthsOfAnUlp(
            @ForAll @LongRange(min = SMALLEST_NORMAL_BITS, max = LARGEST_BITS) long bitsOfX) {
        assertPrecise(Double.longBitsToDouble(bitsOfX));
    }

    /** The interval in which the polar method computes logarithms. */
    @Property
    void errsNoMoreInTheUnitInterval(@ForAll @LongRange(min = 1, max = 1L << 53) long numerator) {
        assertPrecise(numerator * 0x1.0p-53);
    }

    @Example
    void edges() {
        assertThat(PreciseLogarithm.log(1)).isEqualTo(0);
        double[] edges = {
            Math.nextDown(1.0),
            Math.nextUp(1.0),
            Math.sqrt(0.5),
            Math.nextDown(Math.sqrt(2)),
            Math.sqrt(2),
            Math.nextUp(Math.sqrt(2)),
            0.5,
            2,
            0x1.0p-104,
            Double.MIN_NORMAL,
            Double.MAX_VALUE
        };
        for (double x : edges) {
            assertPrecise(x);
        }
    }

    private static void assertPrecise(double x) {
        double actual = PreciseLogarithm.log(x);
        BigDecimal error = new BigDecimal(actual).subtract(exactLog(x)).abs();
        assertThat(error.doubleValue() / Math.ulp(actual))
                .as("error in ulp of log(%s) = %s", x, actual)
                .isLessThanOrEqualTo(0.53);
    }

    /** The series of 2 artanh(s), summed to its last digit. */
    private static BigDecimal exactLog(double x) {
        int k = Math.getExponent(x);
        BigDecimal m = new BigDecimal(Math.scalb(x, -k));
        BigDecimal s = m.subtract(BigDecimal.ONE).divide(m.add(BigDecimal.ONE), FORTY_DIGITS);
        BigDecimal square = s.multiply(s, FORTY_DIGITS);
        BigDecimal power = s.add(s);
        BigDecimal sum = LN_2.multiply(BigDecimal.valueOf(k));
        for (int n = 1; n < 100; n += 2) {
            sum = sum.add(power.divide(BigDecimal.valueOf(n), FORTY_DIGITS));
            power = power.multiply(square, FORTY_DIGITS);
        }
        return sum;
    }
}
