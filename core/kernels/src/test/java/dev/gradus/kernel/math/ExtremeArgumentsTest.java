package dev.gradus.kernel.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** No function is NaN where it has a value, even if a part of its formula overflows. Values are from mpmath. */
class ExtremeArgumentsTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private static final double[] POSITIVE = {
        Double.MIN_VALUE,
        1e-320,
        Double.MIN_NORMAL,
        1e-300,
        1e-200,
        1e-154,
        1e-100,
        1e-30,
        1e-12,
        1e-3,
        0.25,
        0.5,
        Math.nextDown(1.0),
        1,
        Math.nextUp(1.0),
        1.5,
        2.5,
        10,
        50,
        99.5,
        171.5,
        300,
        745,
        1e4,
        1e9,
        1e12,
        1e16,
        1e30,
        1e100,
        1e154,
        1e200,
        1e300,
        Double.MAX_VALUE,
        INFINITY
    };

    private static void assertNeverNaN(DoubleUnaryOperator f, double[] xs) {
        for (double x : xs) {
            assertThat(f.applyAsDouble(x)).as("at %s", x).isNotNaN();
        }
    }

    private static void assertNeverNaN(DoubleBinaryOperator f, double[] as, double[] xs) {
        for (double a : as) {
            assertNeverNaN(x -> f.applyAsDouble(a, x), xs);
        }
    }

    private static double[] among(double least, double greatest) {
        return Arrays.stream(POSITIVE).filter(x -> least <= x && x <= greatest).toArray();
    }

    @Test
    void functionsOfOneNumber() {
        double[] all = Arrays.copyOf(POSITIVE, 2 * POSITIVE.length);
        Arrays.setAll(all, i -> i < POSITIVE.length ? POSITIVE[i] : -POSITIVE[i - POSITIVE.length]);
        double[] noPoles =
                Arrays.stream(all).filter(x -> x > 0 || x != Math.rint(x)).toArray();
        for (int order : new int[] {0, 1, 2, 3, 10, 100, 170, 171, 200}) {
            assertNeverNaN(x -> Elementary.polygamma(order, x), noPoles);
            assertNeverNaN(x -> Elementary.erfcx(order, x), all);
            assertNeverNaN(x -> Elementary.besselI(order, false, x), all);
            assertNeverNaN(x -> Elementary.besselI(order, true, x), all);
        }
        for (int order : new int[] {0, 1, 2, 3, 10}) {
            assertNeverNaN(x -> Elementary.sinc(order, x), all);
        }
        assertNeverNaN(Elementary::lgamma, all);
        assertNeverNaN(Elementary::lambertw, POSITIVE);
        assertNeverNaN(Elementary::erfinv, among(0, 1));
        assertNeverNaN(Elementary::erfcinv, among(0, 2));
    }

    @Test
    void functionsOfSeveralNumbers() {
        double[] finite = among(0, Double.MAX_VALUE);
        assertNeverNaN(Elementary::zeta, among(1, INFINITY), POSITIVE);
        for (int order : new int[] {1, 2, 3, 10, 30}) {
            assertNeverNaN((s, x) -> Elementary.zeta(order, s, x), among(1, INFINITY), POSITIVE);
        }
        for (int order : new int[] {1, 2, 3}) {
            assertNeverNaN((a, x) -> Elementary.incompleteGamma(order, a, x), among(0, 1e10), POSITIVE);
        }
        assertNeverNaN((a, x) -> Elementary.incompleteGamma(false, a, x), finite, POSITIVE);
        assertNeverNaN((a, x) -> Elementary.incompleteGamma(true, a, x), finite, POSITIVE);
        assertNeverNaN(Elementary::gammaDensity, finite, POSITIVE);
        assertNeverNaN(Elementary::logBeta, POSITIVE, POSITIVE);
        for (double x : among(0, 1)) {
            assertNeverNaN((a, b) -> Elementary.incompleteBeta(a, b, x), finite, POSITIVE);
            assertNeverNaN((a, b) -> Elementary.betaDensity(a, b, x), finite, POSITIVE);
            assertNeverNaN((a, b) -> Elementary.betaDensity(a, b, x), POSITIVE, finite);
        }
    }

    @Test
    void overflowsAreInfinitiesOfTheRightSign() {
        assertThat(Elementary.zeta(2, 1e-200)).isEqualTo(INFINITY);
        assertThat(Elementary.zeta(1, 2, 1e-200)).isEqualTo(INFINITY);
        assertThat(Elementary.zeta(3, Math.nextUp(1.0), INFINITY)).isEqualTo(0);
        assertThat(Elementary.zeta(30, Math.nextUp(1.0), 1)).isEqualTo(INFINITY);
        assertThat(Elementary.digamma(-1e-320)).isEqualTo(INFINITY);
        assertThat(Elementary.polygamma(1, -1e-320)).isEqualTo(INFINITY);
        assertThat(Elementary.polygamma(2, -1e-320)).isEqualTo(INFINITY);
        assertThat(Elementary.polygamma(2, 1e-320)).isEqualTo(-INFINITY);
        assertThat(Elementary.polygamma(200, -0.25)).isEqualTo(INFINITY);
        assertThat(Elementary.polygamma(200, -0.75)).isEqualTo(-INFINITY);
        assertThat(Elementary.polygamma(171, -0.5)).isEqualTo(INFINITY);
        assertThat(Elementary.betaDensity(INFINITY, 2, 0.5)).isEqualTo(0);
        assertThat(Elementary.betaDensity(INFINITY, 0.5, 1)).isEqualTo(INFINITY);
    }

    /** The poles on both sides cancel, so that only those from the next one on remain. */
    @Test
    void halfwayBetweenPolesAnEvenDerivativeIsFinite() {
        double even = -7.337003656221511e+280;
        assertThat(Elementary.polygamma(172, -0.5)).isCloseTo(even, within(-1e-13 * even));
    }

    /** Powers of 1/a cancel: the third derivative was 640 times too large. */
    @Test
    void derivativesOfTheIncompleteGammaFunctionKeepTheirDigitsForSmallShapes() {
        double[][] expected = {
            {2, 1e-12, 3.0, -0.049491473078444156},
            {3, 1e-09, 1.5, -0.064747293020806209},
            {3, 0.001, 1.5, -0.064168387244678208},
            {3, 0.1, 20.0, -4.8476476886885165e-9},
            {2, 1e-200, 1.5, -0.26673296657820458},
            {1, 1e-320, 20.0, -9.8355252906498817e-11}
        };
        for (double[] of : expected) {
            assertThat(Elementary.incompleteGamma((int) of[0], of[1], of[2]))
                    .isCloseTo(of[3], within(1e-14 * Math.abs(of[3])));
        }
    }
}
