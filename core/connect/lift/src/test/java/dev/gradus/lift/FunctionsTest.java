package dev.gradus.lift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.check.NumericalDerivative;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The functions of Math and StrictMath: within two units in the last place, and with their slopes. */
class FunctionsTest {
    private static final double[] ANYWHERE = {-2.75, -1, -0.3, 0.2, 1, 1.5, 3};
    private static final double[] POSITIVE = {1e-3, 0.4, 1, 2.5, 40};
    private static final double[] INSIDE = {-0.9, -0.25, 0.1, 0.75};

    static Arguments function(String name, Lift.Method1<Double, Double> f, double... at) {
        return Arguments.of(name, f, at);
    }

    static Stream<Arguments> functions() {
        return Stream.of(
                function("sin", x -> Math.sin(x), ANYWHERE),
                function("cos", x -> Math.cos(x), ANYWHERE),
                function("tan", x -> Math.tan(x), INSIDE),
                function("asin", x -> Math.asin(x), INSIDE),
                function("acos", x -> Math.acos(x), INSIDE),
                function("atan", x -> Math.atan(x), ANYWHERE),
                function("sinh", x -> Math.sinh(x), ANYWHERE),
                function("cosh", x -> Math.cosh(x), ANYWHERE),
                function("tanh", x -> Math.tanh(x), ANYWHERE),
                function("exp", x -> Math.exp(x), ANYWHERE),
                function("strict exp", x -> StrictMath.exp(x), ANYWHERE),
                function("expm1", x -> Math.expm1(x), ANYWHERE),
                function("log", x -> Math.log(x), POSITIVE),
                function("log10", x -> Math.log10(x), POSITIVE),
                function("log1p", x -> Math.log1p(x), POSITIVE),
                function("sqrt", x -> Math.sqrt(x), POSITIVE),
                function("cbrt", x -> Math.cbrt(x), POSITIVE),
                function("abs", x -> Math.abs(x), ANYWHERE),
                function("floor", x -> Math.floor(x), INSIDE),
                function("ceil", x -> Math.ceil(x), INSIDE),
                function("rint", x -> Math.rint(x), INSIDE),
                function("signum", x -> Math.signum(x), ANYWHERE),
                function("toRadians", x -> Math.toRadians(x), ANYWHERE),
                function("toDegrees", x -> Math.toDegrees(x), ANYWHERE),
                function("round", x -> Math.round(x) * x, INSIDE),
                function("pow", x -> Math.pow(x, 1.5), POSITIVE),
                function("a power", x -> Math.pow(2, x), ANYWHERE),
                function("square", x -> Math.pow(x, 2), ANYWHERE),
                function("atan2", x -> Math.atan2(x, -0.5), POSITIVE),
                function("hypot", x -> Math.hypot(x, 2), ANYWHERE),
                function("max", x -> Math.max(x, 0.5), ANYWHERE),
                function("min", x -> Math.min(x, 0.5), ANYWHERE),
                function("fma", x -> Math.fma(x, x, 0.1), ANYWHERE),
                function("copySign", x -> Math.copySign(x, -2), ANYWHERE),
                function("remainder", x -> x % 0.7, ANYWHERE),
                function("floorMod of ints", x -> x * Math.floorMod((int) (x * 7), 3), INSIDE),
                function(
                        "isNaN", x -> Double.isNaN(x) || Double.isInfinite(x) || !Double.isFinite(x) ? 0 : x, ANYWHERE),
                function("sum of boxes", x -> Double.sum(x, Double.max(x, 1)), POSITIVE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("functions")
    void isThatOfTheJdk(String name, Lift.Method1<Double, Double> function, double... at) {
        Lifted f = Lift.of(function).piecewise();
        for (double x : at) {
            double expected = function.call(x);
            assertThat(f.value(x)).as("at " + x).isCloseTo(expected, within(2 * Math.ulp(expected)));
            double slope = f.gradient(x);
            NumericalDerivative.Estimate estimate = NumericalDerivative.of(function::call, x);
            assertThat(estimate.judge(slope, 1e-7, 1))
                    .as("slope at %s: %s, %s", x, slope, estimate)
                    .satisfies(verdict -> assertThat(verdict.name()).isIn("PASS", "AT_KINK"));
        }
    }
}
