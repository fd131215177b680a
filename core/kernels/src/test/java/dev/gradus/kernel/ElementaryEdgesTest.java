package dev.gradus.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.kernel.math.Elementary;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Zeros, infinities, poles, ends of domains and exact values, as in Annex F of the C standard. */
class ElementaryEdgesTest {
    static Stream<Method> functions() {
        return ElementaryValues.functions().values().stream();
    }

    @ParameterizedTest
    @CsvSource({
        "sin, -0.0, -0.0",
        "sin, 4.9e-324, 4.9e-324",
        "sin, Infinity, NaN",
        "sin, 1e22, -0.8522008497671888",
        "cos, -0.0, 1",
        "cos, -Infinity, NaN",
        "tan, -0.0, -0.0",
        "tan, -Infinity, NaN",
        "asin, -0.0, -0.0",
        "asin, 1, 1.5707963267948966",
        "asin, 1.0000000000000002, NaN",
        "acos, 1, 0",
        "acos, -1, 3.141592653589793",
        "acos, 0, 1.5707963267948966",
        "acos, -1.0000000000000002, NaN",
        "atan, -0.0, -0.0",
        "atan, -Infinity, -1.5707963267948966",
        "atan, 4.9e-324, 4.9e-324",
        "sinh, -0.0, -0.0",
        "sinh, -Infinity, -Infinity",
        "sinh, 710.4758600739440, Infinity",
        "cosh, 0, 1",
        "cosh, -Infinity, Infinity",
        "asinh, -0.0, -0.0",
        "asinh, -Infinity, -Infinity",
        "asinh, 4.9e-324, 4.9e-324",
        "acosh, 1, 0",
        "acosh, 0.9999999999999999, NaN",
        "acosh, Infinity, Infinity",
        "atanh, -0.0, -0.0",
        "atanh, 1, Infinity",
        "atanh, -1, -Infinity",
        "atanh, 1.0000000000000002, NaN",
        "exp2, -1074, 4.9e-324",
        "exp2, -1076, 0",
        "exp2, 1023, 8.98846567431158e307",
        "exp2, 1024, Infinity",
        "exp2, -Infinity, 0",
        "log2, 4.9e-324, -1074",
        "log2, 1024, 10",
        "log2, -0.0, -Infinity",
        "log2, -1, NaN",
        "log10, 1000, 3",
        "log10, 1e22, 22",
        "log10, 1e-5, -5",
        "log10, 0, -Infinity",
        "log10, Infinity, Infinity",
        "cbrt, -0.0, -0.0",
        "cbrt, -27, -3",
        "cbrt, -Infinity, -Infinity",
        "rsqrt, -0.0, -Infinity",
        "rsqrt, 0, Infinity",
        "rsqrt, Infinity, 0",
        "rsqrt, -1, NaN",
        "rsqrt, 0.25, 2",
        "erfc, 0, 1",
        "erfc, -Infinity, 2",
        "erfc, Infinity, 0",
        "erfc, 28, 0",
        "erfinv, -0.0, -0.0",
        "erfinv, -1, -Infinity",
        "erfinv, 1.0000000000000002, NaN",
        "lgamma, 1, 0",
        "lgamma, 2, 0",
        "lgamma, 0, Infinity",
        "lgamma, -3, Infinity",
        "lgamma, -Infinity, Infinity",
        "digamma, 0, -Infinity",
        "digamma, -0.0, Infinity",
        "digamma, -2, NaN",
        "digamma, Infinity, Infinity",
        "logit, 0, -Infinity",
        "logit, 0.5, 0",
        "logit, 1, Infinity",
        "logit, 1.0000000000000002, NaN",
        "logit, -4.9e-324, NaN"
    })
    void ofOneNumber(String function, double x, double expected) {
        assertSame(ElementaryValues.of(function, x), expected);
    }

    @ParameterizedTest
    @CsvSource({
        "atan2, 0, -1, 3.141592653589793",
        "atan2, -0.0, -1, -3.141592653589793",
        "atan2, -0.0, 1, -0.0",
        "atan2, 0, -0.0, 3.141592653589793",
        "atan2, -0.0, 0, -0.0",
        "atan2, -1, 0, -1.5707963267948966",
        "atan2, 1, -0.0, 1.5707963267948966",
        "atan2, Infinity, -Infinity, 2.356194490192345",
        "atan2, -Infinity, Infinity, -0.7853981633974483",
        "atan2, 1, -Infinity, 3.141592653589793",
        "atan2, -1, Infinity, -0.0",
        "atan2, Infinity, 1, 1.5707963267948966",
        "atan2, 1e200, 1e200, 0.7853981633974483",
        "atan2, 4.9e-324, 4.9e-324, 0.7853981633974483",
        "atan2, NaN, 1, NaN",
        "pow, NaN, 0, 1",
        "pow, 1, NaN, 1",
        "pow, NaN, 1, NaN",
        "pow, -0.0, -3, -Infinity",
        "pow, -0.0, -2, Infinity",
        "pow, -0.0, 3, -0.0",
        "pow, 0, 0.5, 0",
        "pow, -1, Infinity, 1",
        "pow, 0.5, -Infinity, Infinity",
        "pow, 0.5, Infinity, 0",
        "pow, -Infinity, 3, -Infinity",
        "pow, -Infinity, -3, -0.0",
        "pow, Infinity, 0.5, Infinity",
        "pow, -8, 0.5, NaN",
        "pow, -2, 1023, -8.98846567431158e307",
        "pow, 2, -1074, 4.9e-324",
        "pow, 2, 1024, Infinity",
        "pow, -2, 1025, -Infinity",
        "pow, 3, 33, 5559060566555523",
        "pow, 4.9e-324, 0.5, 2.2227587494850775e-162",
        "pow, 1.0000000000000002, 1e300, Infinity",
        "hypot, 3, -4, 5",
        "hypot, 1e200, 1e200, 1.4142135623730951e200",
        "hypot, 1e-320, 0, 1e-320",
        "hypot, -0.0, 0, 0",
        "hypot, NaN, -Infinity, Infinity",
        "hypot, NaN, 1, NaN",
        "logaddexp, -Infinity, -Infinity, -Infinity",
        "logaddexp, Infinity, -Infinity, Infinity",
        "logaddexp, Infinity, Infinity, Infinity",
        "logaddexp, 1000, 1000, 1000.6931471805599",
        "xlogy, 0, 0, 0",
        "xlogy, 0, -1, 0",
        "xlogy, 0, NaN, NaN",
        "xlogy, 2, 0, -Infinity",
        "xlogy, 2, -1, NaN"
    })
    void ofTwoNumbers(String function, double a, double b, double expected) {
        assertSame(ElementaryValues.of(function, a, b), expected);
    }

    private static void assertSame(double actual, double expected) {
        assertThat(Double.doubleToLongBits(actual))
                .as("%s, expected %s", actual, expected)
                .isEqualTo(Double.doubleToLongBits(expected));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void propagatesNaN(Method function) {
        double[] nans = new double[function.getParameterCount()];
        Arrays.fill(nans, Double.NaN);
        assertThat(ElementaryValues.of(function.getName(), nans)).isNaN();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sin", "tan", "asin", "atan", "sinh", "asinh", "atanh", "cbrt", "erfinv"})
    void isExactlyOdd(String function) {
        SplittableRandom random = new SplittableRandom(1);
        random.doubles(300, -1, 1)
                .flatMap(x ->
                        random.longs(1).mapToDouble(Double::longBitsToDouble).map(y -> y > 0 ? x : y))
                .forEach(x -> assertSame(ElementaryValues.of(function, -x), -ElementaryValues.of(function, x)));
    }

    /** Errors of less than one unit in the last place may reverse the order of adjacent results by one ulp at most. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "asin", "atan", "sinh", "asinh", "acosh", "atanh", "exp2", "log2", "log10", "cbrt", "erfinv", "logit"
            })
    void decreasesByAtMostOneUlpBetweenAdjacentDoubles(String function) {
        double offset = function.equals("acosh") ? 1 : 0;
        new SplittableRandom(2).doubles(3_000, 0, 1).map(x -> x + offset).forEach(x -> {
            double y = ElementaryValues.of(function, x);
            double next = ElementaryValues.of(function, Math.nextUp(x));
            assertThat(y - next).as("%s at %s", function, x).isLessThanOrEqualTo(Math.ulp(y));
        });
    }

    @Test
    void derivativesOfLogGammaAndSinc() {
        assertSame(Elementary.polygamma(0, 1), Elementary.digamma(1));
        assertSame(Elementary.polygamma(1, 0), Double.POSITIVE_INFINITY);
        assertSame(Elementary.polygamma(2, -1), Double.NaN);
        assertSame(Elementary.polygamma(1, Double.NaN), Double.NaN);
        assertSame(Elementary.sinc(0, 0), 1);
        assertSame(Elementary.sinc(0, 3) + 0.0, 0);
        assertSame(Elementary.sinc(1, 0) + 0.0, 0);
        assertSame(Elementary.sinc(0, Double.NEGATIVE_INFINITY), 0);
        assertSame(Elementary.sinc(0, Double.NaN), Double.NaN);
    }
}
