package dev.gradus.testkit.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The numbers of each precision. */
class PrecisionTest {
    private static final int TRIES = 20_000;

    /** Numbers of all magnitudes that floats have, and some that they have not. */
    private static Stream<Double> numbers() {
        Random random = new Random(1);
        return Stream.concat(
                Stream.of(0.0, -0.0, 1.0, 65_504.0, 1e-45, 0x1p-149, Double.MIN_VALUE, 1e-320, Double.NaN)
                        .flatMap(x -> Stream.of(x, -x)),
                Stream.generate(() -> Math.scalb(random.nextDouble(-2, 2), random.nextInt(-160, 120)))
                        .limit(TRIES));
    }

    private static void assertSameBits(DoubleUnaryOperator actual, DoubleUnaryOperator expected) {
        assertThat(numbers()
                        .filter(x -> Double.doubleToLongBits(actual.applyAsDouble(x))
                                != Double.doubleToLongBits(expected.applyAsDouble(x))))
                .isEmpty();
    }

    @Test
    void float32IsWhatJavaRoundsTo() {
        assertSameBits(Precision.FLOAT32::nearest, x -> (float) x);
    }

    @Test
    void float64RoundsNothing() {
        assertSameBits(Precision.FLOAT64::nearest, x -> x);
    }

    /** The upper half of a float, rounded to even. */
    @Test
    void bfloat16IsTheUpperHalfOfAFloat() {
        assertSameBits(Precision.BFLOAT16::nearest, x -> {
            if (Double.isNaN(x) || Math.abs(x) < Float.MIN_NORMAL) {
                return Precision.BFLOAT16.nearest(x);
            }
            // In the lower bits of a float that is rounded towards zero, what was cut must not look like a tie.
            int bits = Float.floatToRawIntBits((float) x), odd = bits >>> 16 & 1;
            return Math.abs((float) x) == Math.abs(x) || (bits & 0xffff) != 0x8000
                    ? Float.intBitsToFloat(bits + 0x7fff + odd & 0xffff0000)
                    : Precision.BFLOAT16.nearest(x);
        });
    }

    /** By IEEE 754's table: the largest, the smallest normal and the smallest subnormal number, and ties to even. */
    @Test
    void float16HasElevenDigits() {
        Precision half = Precision.FLOAT16;

        assertThat(half.nearest(65_503)).isEqualTo(65_504);
        assertThat(half.nearest(2049)).isEqualTo(2048);
        assertThat(half.nearest(2051)).isEqualTo(2052);
        assertThat(half.nearest(0x1.004p-14)).isEqualTo(0x1.004p-14);
        assertThat(half.nearest(0x1.004p-15)).isEqualTo(0x1p-15);
        assertThat(half.nearest(0x1.1p-25)).isEqualTo(0x1p-24);
        assertThat(half.nearest(0x1p-25)).isZero();
        assertThat(half.ulp()).isEqualTo(0x1p-10);
        assertThat(half.least()).isEqualTo(0x1p-24);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsRoundedStays(Precision precision) {
        assertSameBits(x -> precision.nearest(precision.nearest(x)), precision::nearest);
    }

    @ParameterizedTest
    @EnumSource
    void noNumberIsNearer(Precision precision) {
        assertThat(numbers().filter(Double::isFinite).filter(x -> {
                    double near = precision.nearest(x),
                            step = Math.max(Math.abs(near) * precision.ulp(), precision.least());
                    return Math.abs(precision.nearest(near + step) - x) < Math.abs(near - x)
                            || Math.abs(precision.nearest(near - step) - x) < Math.abs(near - x);
                }))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theNearestThatIsWantedLiesInTheDomain(Precision precision) {
        for (double x = 1e-9; x < 1e3; x *= 1.7) {
            double edge = x;
            assertThat(precision.nearest(x, y -> y > edge))
                    .isBetween(x, x * (1 + 2 * precision.ulp()) + precision.least());
            assertThat(precision.nearest(x, y -> y < edge))
                    .isBetween(x * (1 - 2 * precision.ulp()) - precision.least(), x);
            assertThat(precision.nearest(x, y -> true)).isEqualTo(precision.nearest(x));
            assertThat(precision.nearest(x, y -> y == edge)).isEqualTo(x);
        }
    }

    @Test
    void onlyLowPrecisionOverflows() {
        assertThat(Precision.FLOAT16.mayOverflow(65_504)).isTrue();
        assertThat(Precision.FLOAT16.mayOverflow(-65_504)).isTrue();
        assertThat(Precision.FLOAT16.mayOverflow(60_000)).isFalse();
        assertThat(Precision.FLOAT32.mayOverflow(65_504)).isFalse();
        assertThat(Precision.FLOAT32.mayOverflow(3.4028235e38)).isTrue();
        assertThat(Precision.FLOAT64.mayOverflow(Double.MAX_VALUE)).isFalse();
    }
}
