package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.train.BatchRuns;
import dev.gradus.train.ThreadedBlocks;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GreeksTest {
    private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());
    private static final double S = 100, R = 0.03, SIGMA = 0.2, T = 1, K = 100;

    private static double density(double x) {
        return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    /** By the series 1/2 + φ(x) (x + x³/3 + x⁵/(3·5) + …), which has 15 digits for |x| < 5. */
    private static double normal(double x) {
        double sum = 0, term = x;
        for (int odd = 3; sum + term != sum; odd += 2) {
            sum += term;
            term *= x * x / odd;
        }
        return 0.5 + density(x) * sum;
    }

    /** Of one day, the option is a European one. */
    @Test
    void ofOneDayAllGreeksAreThoseOfBlackAndScholes() {
        double root = Math.sqrt(T), d1 = (Math.log(S / K) + (R + SIGMA * SIGMA / 2) * T) / (SIGMA * root);
        double d2 = d1 - SIGMA * root, discount = Math.exp(-R * T), vega = S * density(d1) * root;
        Map<String, Double> expected = Map.of(
                "price",
                S * normal(d1) - K * discount * normal(d2),
                "delta",
                normal(d1),
                "rho",
                K * T * discount * normal(d2),
                "vega",
                vega,
                "theta",
                S * density(d1) * SIGMA / (2 * root) + R * K * discount * normal(d2),
                "by K",
                -discount * normal(d2),
                "gamma",
                density(d1) / (S * SIGMA * root),
                "vanna",
                -density(d1) * d2 / SIGMA,
                "volga",
                vega * d1 * d2 / SIGMA);
        Map<String, Double> greeks = new Greeks(1).run(2, NOWHERE);
        assertThat(greeks).hasSameSizeAs(expected);
        expected.forEach((name, value) ->
                assertThat(greeks.get(name)).as(name).isCloseTo(value, within(1e-10 * Math.max(1, Math.abs(value)))));
    }

    @Test
    void theFirstDerivativesAreThoseOfAnAdjointByHand() {
        int days = 8, blocks = 3;
        double[] sum = new double[6];
        for (int block = 0; block < blocks; block++) {
            double[] z = Greeks.paths(block, days).features().toArray();
            for (int path = 0; path < Greeks.PATHS_IN_A_BLOCK; path++) {
                addPath(z, path * (days - 1), days, sum);
            }
        }
        Map<String, Double> greeks = new Greeks(days).run(blocks, NOWHERE);
        String[] names = {"price", "delta", "rho", "vega", "theta", "by K"};
        for (int i = 0; i < names.length; i++) {
            double expected = sum[i] / (blocks * Greeks.PATHS_IN_A_BLOCK);
            assertThat(greeks.get(names[i]))
                    .as(names[i])
                    .isCloseTo(expected, within(1e-10 * Math.max(1, Math.abs(expected))));
        }
    }

    /** Adds a path's price and its derivatives by S, r, σ, T and K. */
    private static void addPath(double[] z, int from, int days, double[] sum) {
        double day = T / days, deviation = SIGMA * Math.sqrt(day), drift = R * day - deviation * deviation / 2;
        double x = 0, m = 1, byDrift = 0, byDeviation = 0, drawn = 0;
        for (int i = 1; i < days; i++) {
            x += drift + deviation * z[from + i - 1];
            drawn += z[from + i - 1];
            m += Math.exp(x);
            byDrift += i * Math.exp(x);
            byDeviation += drawn * Math.exp(x);
        }
        double growth = Math.exp(R * day), forward = S * growth * m / days, discount = Math.exp(-R * T);
        double d1 = Math.log(forward / K) / deviation + deviation / 2, d2 = d1 - deviation;
        double expected = forward * normal(d1) - K * normal(d2);
        double byForward = normal(d1); // the derivatives by d1 and d2 cancel, except that of d2 by the deviation
        double barM = byForward * S * growth / days;
        double barDrift = barM * byDrift;
        double barDeviation = barM * byDeviation - barDrift * deviation + K * density(d2);
        double barDay = barDrift * R + barDeviation * SIGMA / (2 * Math.sqrt(day)) + byForward * forward * R;
        double[] all = {
            expected,
            byForward * growth * m / days,
            barDrift * day + byForward * forward * day - T * expected,
            barDeviation * Math.sqrt(day),
            barDay / days - R * expected,
            -normal(d2)
        };
        for (int i = 0; i < all.length; i++) {
            sum[i] += discount * all[i];
        }
    }

    @Test
    void anyNumberOfThreadsGivesTheSameBits() {
        ThreadedBlocks paths =
                ThreadedBlocks.of(BatchRuns.of(new Greeks(5).model()), 5, block -> Greeks.paths(block, 5));
        Map<String, Double> one = Greeks.named(paths.threads(1).gradients());
        assertThat(Greeks.named(paths.threads(2).gradients())).isEqualTo(one);
        assertThat(Greeks.named(paths.gradients())).isEqualTo(one);
        assertThat(one.get("gamma")).isPositive();
    }
}
