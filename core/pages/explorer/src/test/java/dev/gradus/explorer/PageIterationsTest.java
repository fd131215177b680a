package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.check.GradientCheck;
import dev.gradus.explain.TraceJson;
import dev.gradus.run.Run;
import dev.gradus.run.Trace;
import dev.gradus.train.Adam;
import dev.gradus.train.FirstOrderOptimizer;
import dev.gradus.train.GradientDescent;
import dev.gradus.train.Momentum;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Several iterations of one training in one page. */
@Tag("long")
class PageIterationsTest extends PagesInBrowser {
    /** Goes to an iteration by the address, as a lecturer's link does, with what is changed already. */
    private void open(int iteration, int step) {
        Object edits = browser.run("return /edits=[^&]*/.exec(location.hash)?.[0] ?? '';");
        browser.goTo("iteration=" + iteration + "&step=" + step + (edits.equals("") ? "" : "&" + edits));
    }

    @Test
    void iterationsAreWalkedAndTheirLossesDrawn() throws Exception {
        browser.size(1440, 900).show(Pages.training(3));
        Run run = Examples.lesson();
        double first = run.forward();
        assertThat(((Number) browser.run("return gradus.objective();")).doubleValue())
                .isEqualTo(first);
        browser.run("document.querySelector('#iterations button:last-child').click();");
        assertThat(textOf("iterations")).contains("Iteration 2 of 3");
        assertThat(((Number) browser.run("return gradus.objective();")).doubleValue())
                .isLessThan(first);
        assertThat(browser.run("return location.hash;").toString()).startsWith("#iteration=1&");
    }

    @Test
    void manyIterationsMakeASmallPage() {
        String page = Pages.training(20).html();
        assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(450_000);
        assertThat(page).isEqualTo(Pages.training(20).html());
    }

    /** Of an optimizer that keeps a state, too, whose formula changes from one iteration to the next. */
    @Test
    void numbersOfEveryIterationAreTheEngines() throws Exception {
        for (FirstOrderOptimizer optimizer : List.of(GradientDescent.of(1), Adam.of(0.1))) {
            List<Trace> traces = Pages.iterations(optimizer, 20);
            browser.size(1440, 900).show(Explorer.of(traces));
            for (int i = 0; i < traces.size(); i++) {
                open(i, 3);
                assertThat(difference(traces.get(i)))
                        .as("iteration %d of %s", i + 1, optimizer)
                        .isEqualTo(0);
                assertThat(textOf("iterations")).contains("Iteration " + (i + 1) + " of 20");
            }
        }
    }

    @Test
    void checkOfOneIterationIsNotSaidOfTheOthers() throws Exception {
        Run run = Examples.lesson();
        FirstOrderOptimizer descent = GradientDescent.of(1);
        Trace checked = GradientCheck.of(run).check().mark(descent.trace(run));
        browser.size(1440, 900).show(Explorer.of(List.of(checked, descent.trace(run))));
        open(0, 15);
        assertThat(textOf("foot")).contains("local check passed");
        open(1, 15);
        assertThat(textOf("foot")).doesNotContain("local check");
    }

    private double difference(Trace trace) {
        Object difference = browser.run("return gradus.differenceOfShown(arguments[0]);", TraceJson.brief(trace, 4096));
        return ((Number) difference).doubleValue();
    }

    private void type(String cell, String number) {
        browser.run("document.querySelector(arguments[0]).focus();", cell);
        browser.press(Keys.ENTER);
        browser.press(number, Keys.ENTER);
    }

    /** Data and rates as they are from there on, parameters as the iteration before leaves them. */
    @Test
    void changeGoesOnInTheIterationsAfterIt() throws Exception {
        List<Trace> before = Pages.iterations(GradientDescent.of(1), 5);
        browser.size(1440, 900).show(Explorer.of(before));
        String curve = "return document.querySelector('#iterations path').getAttribute('d');";
        Object drawn = browser.run(curve);
        open(1, 0);
        type("#stage td[data-c$=':3'][tabindex]", "0.75"); // x₂₂
        open(2, 19);
        browser.run("document.getElementById('rate').select();");
        browser.press("0.25", Keys.ENTER);

        Run run = Examples.lesson();
        List<Trace> expected = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            if (i == 1) {
                run.feed(run.graph().inputs().get(0), new double[][] {{0, 0}, {0, 0.75}, {1, 0}, {1, 1}});
            }
            expected.add(GradientDescent.of(i < 2 ? 1 : 0.25).trace(run));
        }
        for (int i = 0; i < 5; i++) {
            open(i, 15);
            assertThat(difference(expected.get(i))).as("iteration %d", i + 1).isLessThan(1e-12);
            assertThat(difference(before.get(i)) > 1e-3).as("changed").isEqualTo(i > 0);
            assertThat(textOf("foot").contains("Reset")).isEqualTo(i > 0);
        }
        assertThat(browser.run(curve)).isNotEqualTo(drawn);
        browser.run("document.getElementById('reset').click();");
        for (int i = 0; i < 5; i++) {
            open(i, 15);
            assertThat(difference(before.get(i))).isEqualTo(0);
            assertThat(textOf("foot")).doesNotContain("Reset");
        }
        assertThat(browser.run(curve)).isEqualTo(drawn);
    }

    /** What an optimizer remembers is not in the page's graph. */
    @Test
    void changeUnderAnOptimizerWithAMemoryStaysInItsIteration() throws Exception {
        List<Trace> traces = Pages.iterations(Momentum.of(0.1, 0.9), 3);
        browser.size(1440, 900).show(Explorer.of(traces));
        open(1, 0);
        type("#stage td[data-c$=':3'][tabindex]", "0.75");
        assertThat(textOf("foot")).contains("1 changed, in this iteration only");
        open(2, 15);
        assertThat(difference(traces.get(2))).isEqualTo(0);
    }
}
