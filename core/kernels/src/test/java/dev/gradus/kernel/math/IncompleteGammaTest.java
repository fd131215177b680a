package dev.gradus.kernel.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Edge cases. {@link DistributionsGoldenTest} compares values with those of mpmath. */
class IncompleteGammaTest {
    /** The reciprocals of these numbers have lost digits, which used to make the continued fraction run forever. */
    @Test
    void theFractionTerminatesNearTheLargestNumber() {
        for (double a : new double[] {1e-300, 0.01, 1, 30, 1e8}) {
            for (double x : new double[] {0x1p1022, 0x1.c7655b1614447p1023, Double.MAX_VALUE}) {
                assertThat(Elementary.incompleteGamma(true, a, x))
                        .as("Q(%s, %s)", a, x)
                        .isZero();
                assertThat(Elementary.incompleteGamma(false, a, x))
                        .as("P(%s, %s)", a, x)
                        .isOne();
            }
        }
    }

    @Test
    void hasTheCorrectLimits() {
        for (double a : new double[] {1e-300, 0.5, 1, 30, 1e8, 1e300}) {
            assertThat(Elementary.incompleteGamma(false, a, 0))
                    .as("P(%s, 0)", a)
                    .isZero();
            assertThat(Elementary.incompleteGamma(true, a, 0)).as("Q(%s, 0)", a).isOne();
            assertThat(Elementary.incompleteGamma(false, a, Double.POSITIVE_INFINITY))
                    .as("P(%s, ∞)", a)
                    .isOne();
            assertThat(Elementary.incompleteGamma(true, a, 1e308) + Elementary.incompleteGamma(false, a, 1e308))
                    .as("P + Q at 1e308 for a = %s", a)
                    .isEqualTo(1);
        }
        assertThat(Elementary.incompleteGamma(false, 0, 1)).isOne();
        assertThat(Elementary.incompleteGamma(true, 0, 1)).isZero();
        assertThat(Elementary.incompleteGamma(true, 0, 0)).isNaN();
        assertThat(Elementary.incompleteGamma(false, -1, 1)).isNaN();
        assertThat(Elementary.incompleteGamma(false, 1, -1)).isNaN();
        assertThat(Elementary.incompleteGamma(true, Double.NaN, 1)).isNaN();
    }

    @Test
    void theDensityHasTheCorrectLimits() {
        double infinity = Double.POSITIVE_INFINITY;
        assertThat(Elementary.gammaDensity(0.5, 0)).isEqualTo(infinity);
        assertThat(Elementary.gammaDensity(1, 0)).isOne();
        assertThat(Elementary.gammaDensity(1.5, 0)).isZero();
        assertThat(Elementary.gammaDensity(2, infinity)).isZero();
        assertThat(Elementary.gammaDensity(infinity, 2)).isZero();
        assertThat(Elementary.gammaDensity(0, 2)).isZero();
        assertThat(Elementary.gammaDensity(0, 0)).isNaN();
        assertThat(Elementary.gammaDensity(-1, 2)).isNaN();
        assertThat(Elementary.gammaDensity(1, 1e-310)).isOne();
        assertThat(Elementary.gammaDensity(1e300, 1e300)).isGreaterThan(3e-151).isLessThan(5e-151);
        assertThat(Elementary.betaDensity(0.5, 2, 0)).isEqualTo(infinity);
        assertThat(Elementary.betaDensity(1, 3, 0)).isEqualTo(3);
        assertThat(Elementary.betaDensity(3, 1, 1)).isEqualTo(3);
        assertThat(Elementary.betaDensity(2, 2, 1)).isZero();
        assertThat(Elementary.betaDensity(2, 2, 1.5)).isNaN();
    }
}
