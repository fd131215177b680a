package dev.gradus.kernel.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Parameters for which the continued fraction would be too long. functions-golden.txt contains moderate arguments. */
class IncompleteBetaTest {
    /** a, b, x and I_x(a, b), computed by src/test/python/incomplete_beta.py. */
    private static final double[][] LARGE = {
        {2000000000.0, 3000000000.0, 0.4, 0.5000007677660552},
        {2000000000.0, 3000000000.0, 0.4000020784609691, 0.6179120901062374},
        {10000000000.0, 1e+16, 9.999999999995e-07, 0.5398291472178613},
        {4000000000000.0, 3000000000000.0, 0.571427168599277, 3.190940581913468e-14},
        {300000000000.0, 800000000000.0, 0.27272939590621137, 0.9999997133368539},
        {1000000000000000.0, 2000000000000000.0, 0.3333333273086926, 0.2419636533264634},
        {0.25, 1000000000.0, 9.9999999965625e-10, 0.9320788679676953},
        {3, 1000000000.0, 1.2679491912253513e-09, 0.13557137137583736},
        {700, 400000000000.0, 1.8822875621434748e-09, 0.9752487623551443},
        {400000000000.0, 700, 0.9999999980515687, 0.0018301161191739408},
        {20000000000000.0, 1.5, 0.9999999999998516, 0.11469225835887954},
        {90000000.0, 1e+16, 9.000474260642623e-09, 0.6914717389895599},
    };

    private static final double[] EXTREMES = {
        Double.MIN_VALUE, 1e-300, 1e-9, 0.5, 1, 1000, 1e8, 1e9, 1e12, 1e16, 1e100, Double.MAX_VALUE
    };

    @Test
    void largeParametersKeepTwelveDigits() {
        for (double[] point : LARGE) {
            assertThat(Elementary.incompleteBeta(point[0], point[1], point[2]) / point[3] - 1)
                    .as("a = %s, b = %s, x = %s", point[0], point[1], point[2])
                    .isBetween(-1e-12, 1e-12);
        }
    }

    @Test
    void terminatesForAllArguments() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (double a : EXTREMES) {
                for (double b : EXTREMES) {
                    double mean = Math.max(Double.MIN_VALUE, 1 / (1 + b / a));
                    for (double x : new double[] {mean / 2, mean, Math.min(1, mean * 2), 0.5}) {
                        assertThat(Elementary.incompleteBeta(a, b, x))
                                .as("a = %s, b = %s, x = %s", a, b, x)
                                .isBetween(0.0, 1.0);
                    }
                }
            }
        });
    }

    @Test
    void derivativesOfTheZetaFunctionTerminateForAllArguments() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (double s : new double[] {1.5, 50, 1000, 1e10, Double.MAX_VALUE}) {
                for (double x : new double[] {2, 1e7, 1e10, 1e300}) {
                    assertThat(Elementary.zeta(2, s, x))
                            .as("s = %s, x = %s", s, x)
                            .isFinite();
                }
            }
        });
    }
}
