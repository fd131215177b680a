package dev.gradus.hipparchus;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.hipparchus.analysis.differentiation.Gradient;
import org.hipparchus.analysis.differentiation.GradientField;
import org.junit.jupiter.api.Test;

/**
 * Times the gradient of an adaptive integration, by a backward pass and by {@code Gradient}, in turns. Not run with the tests: {@code
 * mvn test -pl :gradus-hipparchus -am -Dtest=TapedSpeed -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class TapedSpeed {
    private static final int WARM_UPS = 2000;
    private static final int TURNS = 5;
    private static final double END = 0.3;

    @Test
    void backwardAndForward() {
        for (int n : new int[] {10, 50, 100, 300, 1000}) {
            double[] p = new Random(2).doubles(n, 0.5, 2).toArray();
            double[] ours = new double[TURNS], theirs = new double[TURNS];
            int size = 0;
            for (int turn = -WARM_UPS / n; turn < TURNS; turn++) {
                long start = System.nanoTime();
                Tape tape = new Tape();
                double[] gradient = TapedTest.energyOfOscillators(tape, tape.variables(p), END)
                        .gradient();
                long middle = System.nanoTime();
                Gradient[] variables = new Gradient[n];
                Arrays.setAll(variables, i -> Gradient.variable(n, i, p[i]));
                double[] expected = TapedTest.energyOfOscillators(GradientField.getField(n), variables, END)
                        .getGradient();
                long end = System.nanoTime();
                if (turn >= 0) {
                    ours[turn] = (middle - start) / 1e6;
                    theirs[turn] = (end - middle) / 1e6;
                }
                size = tape.size();
                if (Math.abs(gradient[0] - expected[0]) > 1e-12) {
                    throw new AssertionError("the gradients differ");
                }
            }
            Arrays.sort(ours);
            Arrays.sort(theirs);
            System.out.printf(
                    Locale.ROOT,
                    "%5d parameters, %9d operations: backward %8.1f ms, Gradient %8.1f ms, ratio %.1f%n",
                    n,
                    size,
                    ours[TURNS / 2],
                    theirs[TURNS / 2],
                    theirs[TURNS / 2] / ours[TURNS / 2]);
        }
    }
}
