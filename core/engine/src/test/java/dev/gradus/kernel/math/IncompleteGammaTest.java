package dev.gradus.kernel.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Where the series would be too long. Moderate arguments stand in functions-golden.txt, beside mpmath. */
class IncompleteGammaTest {
    /** a, x, and what {@code scipy.special.gammainc} and {@code gammaincc} give. */
    private static final double[][] LARGE = {
        {2e8, 199957573.5931288, 0.0013490624761611913, 0.9986509375238388},
        {2e8, 199999985.85786438, 0.4996104609319784, 0.5003895390680215},
        {2e8, 2e8, 0.5000094031597261, 0.4999905968402739},
        {2e8, 200007071.06781188, 0.6914686849596192, 0.3085313150403807},
        {2e8, 200070710.67811865, 0.9999997125064022, 2.87493597783766e-07},
        {1e12, 999997e6, 0.001349886213392038, 0.998650113786608},
        {1e12, 1e12, 0.5000001329807602, 0.4999998670192399},
        {1e12, 1000000500000.0, 0.691462549290343, 0.30853745070965705},
        {1e12, 1000005e6, 0.9999997133365341, 2.8666346583725885e-07},
    };

    @Test
    void largeShapesKeepEightDigits() {
        for (double[] point : LARGE) {
            for (boolean upper : new boolean[] {false, true}) {
                double expected = point[upper ? 3 : 2];
                assertThat(Elementary.incompleteGamma(upper, point[0], point[1]) / expected - 1)
                        .as("a = %s, x = %s, %s", point[0], point[1], upper ? "Q" : "P")
                        .isBetween(-1e-8, 1e-8);
            }
        }
    }

    /** The reciprocals of these have lost digits, which kept the continued fraction going for ever. */
    @Test
    void nearTheLargestNumberTheFractionEnds() {
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
    void nothingIsBelowZeroAndAllBelowInfinity() {
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
        assertThat(Elementary.incompleteGamma(false, 0, 1)).isNaN();
        assertThat(Elementary.incompleteGamma(false, 1, -1)).isNaN();
        assertThat(Elementary.incompleteGamma(true, Double.NaN, 1)).isNaN();
    }
}
