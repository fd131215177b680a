package dev.gradus.examples;

import static dev.gradus.examples.Figures.assertClose;
import static dev.gradus.examples.Figures.everyTwoHundredth;

import org.junit.jupiter.api.Test;

class LogicalAndTest {

    /** The Python lesson's figures at full precision. */
    @Test
    void agreesWithThePythonLessonToTwelveDigits() {
        LogicalAnd and = new LogicalAnd(Settings.OF_THE_LESSON);
        assertClose(and.classifier().weights().toArray(), 1.2473733762017727, 0.28295387557714186);
        assertClose(and.predictions().toArray(), 0.5, 0.5702702566255334, 0.7768448488693281, 0.822054190008861);

        double[] losses = and.train(System.err);

        assertClose(
                everyTwoHundredth(losses),
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
        assertClose(new double[] {losses[1999]}, 0.002823361352575519);
        assertClose(and.classifier().weights().toArray(), 4.658340128829308, 4.658339031259682);
        assertClose(and.classifier().biases().toArray(), -7.084800229128991);
        assertClose(
                and.predictions().toArray(),
                0.0008370409026188258,
                0.08117702606607853,
                0.08117710793088927,
                0.9030759460321819);
    }
}
