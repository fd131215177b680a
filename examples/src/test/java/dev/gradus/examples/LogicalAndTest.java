package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LogicalAndTest {

    @Test
    void printsWhatThePythonLessonPrints() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        new LogicalAnd(0).run(new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "x1, x2      target     model ",
                        "[0, 0]   →   [0]       [0.5]",
                        "[0, 1]   →   [0]       [0.57]",
                        "[1, 0]   →   [0]       [0.78]",
                        "[1, 1]   →   [1]       [0.82]",
                        "loss  0.1513",
                        "loss  0.0271",
                        "loss  0.0153",
                        "loss  0.0103",
                        "loss  0.0077",
                        "loss  0.006",
                        "loss  0.005",
                        "loss  0.0042",
                        "loss  0.0036",
                        "loss  0.0032",
                        "x1, x2      target     model ",
                        "[0, 0]   →   [0]       [0.]",
                        "[0, 1]   →   [0]       [0.08]",
                        "[1, 0]   →   [0]       [0.08]",
                        "[1, 1]   →   [1]       [0.9]");
    }

    /** The Python lesson's figures at full precision. */
    @Test
    void agreesWithThePythonLessonToTwelveDigits() {
        LogicalAnd and = new LogicalAnd(0);
        assertClose(and.classifier().weights(), 1.2473733762017727, 0.28295387557714186);
        assertClose(and.predictions(), 0.5, 0.5702702566255334, 0.7768448488693281, 0.822054190008861);

        double[] losses = and.train();

        double[] everyTwoHundredth = new double[10];
        for (int i = 0; i < 10; i++) {
            everyTwoHundredth[i] = losses[200 * i];
        }
        assertClose(
                Tensor.of(everyTwoHundredth),
                0.15129509951249545,
                0.02709913770334662,
                0.015332365524020154,
                0.010339793043370783,
                0.007670583597526944,
                0.0060405614754841805,
                0.00495392754465134,
                0.0041832034091776405,
                0.0036108017349808564,
                0.003170357557407101);
        assertClose(Tensor.scalar(losses[1999]), 0.002823361352575519);
        assertClose(and.classifier().weights(), 4.658340128829308, 4.658339031259682);
        assertClose(and.classifier().biases(), -7.084800229128991);
        assertClose(
                and.predictions(), 0.0008370409026188258, 0.08117702606607853, 0.08117710793088927, 0.9030759460321819);
    }

    private static void assertClose(Tensor actual, double... expected) {
        double[] values = actual.toArray();
        assertThat(values).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(values[i]).isCloseTo(expected[i], within(1e-12 * Math.abs(expected[i])));
        }
    }
}
