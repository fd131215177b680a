package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Compares with the Python lesson's figures. */
final class Figures {
    private Figures() {}

    /** Within 1e-12 of the expected ones, relative to each. */
    static void assertClose(double[] actual, double... expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-12 * Math.abs(expected[i])));
        }
    }

    /** The ten losses that the lesson prints, of 2000. */
    static double[] everyTwoHundredth(double[] losses) {
        double[] some = new double[10];
        for (int i = 0; i < 10; i++) {
            some[i] = losses[200 * i];
        }
        return some;
    }
}
