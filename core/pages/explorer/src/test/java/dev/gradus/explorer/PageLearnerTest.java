package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.explain.TraceJson;
import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.GradientDescent;
import dev.gradus.train.Momentum;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** What a reader does with the lesson's page beside stepping through it. */
@Tag("long")
class PageLearnerTest extends PagesInBrowser {
    @BeforeEach
    void openTheLesson() throws Exception {
        browser.size(1440, 900).show("and");
    }

    @Test
    void anEditStaysWhenTheWindowChangesAndGoesWithItsStep() {
        browser.run("document.querySelectorAll('#stage table')[1].querySelector('td').focus(); return '';");
        browser.press(Keys.ENTER);
        browser.press("0.5");
        browser.run("dispatchEvent(new Event('resize')); return '';");
        assertThat(browser.run("return document.querySelectorAll('#stage input').length;"))
                .isEqualTo(1L);
        browser.run("gradus.go(3); return '';");
        assertThat(browser.run("return document.querySelectorAll('#stage input').length;"))
                .isEqualTo(0L);
    }

    @Test
    void nudgeShowsTheSlopeBesideTheGradient() {
        browser.run(
                "gradus.go(15); document.querySelector('#stage [role=grid] tbody tr:last-child td').focus(); return '';");
        assertThat(textOf("ex")).containsPattern("Nudge .*ΔJ/ε = 0\\.0284, the gradient says 0\\.0284");
    }

    /** What the page shows now, compared with a training step that the engine takes on these numbers. */
    private double differenceFromEngine(Map<String, double[]> numbers, double rate) {
        Run run = Examples.lesson();
        for (Input input : run.graph().inputs()) {
            run.feed(input, Tensor.of(input.shape(), numbers.get(input.label())));
        }
        for (Parameter parameter : run.graph().parameters()) {
            run.parameters().set(parameter, Tensor.of(parameter.shape(), numbers.get(parameter.label())));
        }
        String trace = TraceJson.brief(GradientDescent.of(rate).trace(run), 64);
        return ((Number) browser.run("return gradus.differenceOfShown(arguments[0]);", trace)).doubleValue();
    }

    /** Forward, gradients and update, after each of the edits, which stay. */
    @Test
    void everyNumberCanBeTypedAndAllElseIsWhatTheEngineComputes() {
        Map<String, double[]> numbers = new HashMap<>();
        Trace lesson = Trace.of(Examples.lesson());
        lesson.graph()
                .inputs()
                .forEach(x -> numbers.put(x.label(), lesson.value(x).toArray()));
        lesson.graph()
                .parameters()
                .forEach(w -> numbers.put(w.label(), lesson.value(w).toArray()));
        List<?> cells = (List<?>)
                browser.run(
                        "gradus.go(0);"
                                + "return [...document.querySelectorAll('#stage [role=grid] td[tabindex]')].map(td => `${td.closest('table').ariaLabel.split(',')[0]}:${td.dataset.c}`);");
        assertThat(cells).as("x, y, W and b").hasSize(8 + 4 + 2 + 1);
        for (int i = 0; i < cells.size(); i++) {
            String[] cell = cells.get(i).toString().split(":");
            double typed = 0.37 - 0.11 * i;
            numbers.get(cell[0])[Integer.parseInt(cell[2])] = typed;
            assertThat(differenceFromEngine(numbers, 1)).as("before").isGreaterThan(1e-3);
            browser.run(
                    "document.querySelector(`#stage td[data-c='${arguments[0]}']`).focus(); return '';",
                    cell[1] + ":" + cell[2]);
            browser.press(Keys.ENTER);
            browser.press(String.valueOf(typed), Keys.ENTER);
            assertThat(differenceFromEngine(numbers, 1))
                    .as(cells.get(i).toString())
                    .isLessThan(1e-12);
        }
        browser.run("gradus.go(gradus.last()); document.getElementById('rate').select(); return '';");
        browser.press("0.25", Keys.ENTER);
        assertThat(differenceFromEngine(numbers, 0.25)).as("learning rate").isLessThan(1e-12);
    }

    @Test
    void symbolLightsItsTensorEverywhere() {
        Object lit = browser.run("""
                gradus.go(15);
                const symbol = [...document.querySelectorAll('#equations li.now [data-t]')].find(one => one.textContent.replace(/\\s/g, '') === '∂J∂z');
                symbol.dispatchEvent(new PointerEvent('pointerover', {bubbles: true}));
                return ["#graph .lit:has([data-cell])", "#stage .cap .lit", "#equations .lit"].map(lit => document.querySelectorAll(lit).length);
                """);
        assertThat((List<?>) lit).satisfies(counts -> {
            assertThat(((Number) counts.get(0)).intValue()).as("graph").isEqualTo(2);
            assertThat(((Number) counts.get(1)).intValue()).as("numbers").isEqualTo(1);
            assertThat(((Number) counts.get(2)).intValue()).as("mathematics").isGreaterThanOrEqualTo(3);
        });
    }

    @Test
    void addressKeepsStepDepthAndCell() {
        browser.run("gradus.go(15, 2); return '';");
        click("#stage [role=grid] tbody tr:last-child td");
        String address = String.valueOf(browser.run("return location.hash;"));
        assertThat(address).startsWith("#step=15&depth=2&cell=");
        String sum = textOf("ex");
        browser.press(Keys.ESCAPE, Keys.HOME);
        browser.goTo(address);
        assertThat(textOf("ex")).isEqualTo(sum).contains("= 0.0284");
        assertThat(browser.run("return document.querySelector('#depth [aria-checked=true]').textContent;"))
                .isEqualTo("One element");
    }

    @Test
    void liveRegionSpeaksOfStepAndResult() {
        browser.run("gradus.go(15); return '';");
        assertThat(textOf("live"))
                .startsWith("Step 15 of 19. Backward")
                .contains("collects over n batch = 4")
                .contains("dJ by dW, 2 by 1: 0.0272, 0.0284");
    }

    /** Animations and transitions that run now, after each step and with the pointer on a cell. */
    private static final String MOVING = """
            const moving = [];
            for (let step = 0; step <= gradus.last(); step++) {
              gradus.go(step);
              document.querySelector('#stage td[data-c]')?.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
              moving.push(...document.getAnimations().map(animation => animation.animationName ?? animation.transitionProperty));
            }
            return [...new Set(moving)].sort().join();
            """;

    @Test
    void nothingMovesForThoseWhoAskForIt() {
        assertThat(browser.run(MOVING)).isEqualTo("");
        browser.motion(true);
        try {
            assertThat(browser.run(MOVING))
                    .as("for all others edges are drawn and boxes appear")
                    .isEqualTo("appear,draw");
        } finally {
            browser.motion(false);
        }
        assertThat(browser.run(MOVING)).isEqualTo("");
    }

    @Test
    void whatIsLeftOutOfALargeTensorIsSaid() throws Exception {
        Input x = Input.of("x", Shape.of(1000, 1000));
        Parameter w = Parameter.of("w", Examples.wave(Shape.of(1000, 1)));
        Run run = Run.of(Graph.of(x.matMul(w).tanh().mean().named("J"))).feed(x, Examples.wave(Shape.of(1000, 1000)));
        browser.show(Explorer.of(run));
        assertThat(textOf("stage")).contains("left out");
        assertThat(textOf("foot")).contains("Read only: large tensors are not here in full");
    }

    private void type(String cell, String number) {
        browser.run("document.querySelector(arguments[0]).focus();", cell);
        browser.press(Keys.ENTER);
        browser.press(number, Keys.ENTER);
    }

    @Test
    void whatIsNoNumberIsNotTaken() {
        for (String words : List.of("abc", "1e999", " ")) {
            type("#stage td[tabindex]", words);
            assertThat(textOf("foot")).as(words).doesNotContain("changed");
        }
        type("#stage td[tabindex]", "−2,5");
        assertThat(textOf("foot")).contains("1 changed");
        assertThat(textOf("ex")).contains("= −2.5000 0");
    }

    @Test
    void rateIsOneChangeAndOnlyANumberIsTaken() {
        String rate = "return document.getElementById('rate').value + ' ' + document.activeElement.id;";
        browser.run("gradus.go(18); document.getElementById('rate').select();");
        browser.press("fast", Keys.ENTER);
        assertThat(browser.run(rate)).isEqualTo("1 rate");
        browser.run("document.getElementById('rate').select();");
        browser.press("0,1", Keys.ENTER);
        assertThat(browser.run(rate)).isEqualTo("0.1 rate");
        assertThat(textOf("foot")).contains("1 changed");
        browser.press("7", Keys.ESCAPE);
        assertThat(browser.run(rate)).isEqualTo("0.1 ");
        assertThat(textOf("line")).contains("η = 0.1000");
    }

    /** Other numbers in a line stay as they are, though they be the same. */
    @Test
    void codeSaysTheRateThatThePageComputesWith() throws Exception {
        browser.show(Explorer.of(Momentum.of(0.9, 0.9).trace(Examples.lesson())));
        browser.run("gradus.go(gradus.last());");
        String java = codeNow("java"), numpy = codeNow("numpy");
        assertThat(java).contains("b.subtract(Constant.of(0.9).multiply(Constant.of(0.9).multiply(");
        assertThat(numpy).contains("b = b - 0.9 * (0.9 * ");
        browser.run("document.getElementById('rate').select();");
        browser.press("2,5e-7", Keys.ENTER);
        assertThat(codeNow("java")).isEqualTo(java.replaceFirst("0\\.9", "2.5E-7"));
        assertThat(codeNow("numpy")).isEqualTo(numpy.replaceFirst("0\\.9", "2.5E-7"));
        browser.run("dispatchEvent(new Event('beforeprint'));");
        assertThat(textOf("handout"))
                .contains(codeNow("java"), codeNow("numpy"))
                .doesNotContain(java);
        click("#reset");
        assertThat(codeNow("java") + codeNow("numpy")).isEqualTo(java + numpy);
    }

    private String codeNow(String language) {
        return String.valueOf(
                browser.run("return document.querySelector(`#${arguments[0]} li.now code`).textContent;", language));
    }

    /** The engine checked other numbers, so its verdict is not said of these. */
    @Test
    void changedNumbersAreNotCalledChecked() {
        String seen =
                "return [...document.querySelectorAll('#graph [data-part=mark]')].filter(mark => getComputedStyle(mark).display !== 'none').length;";
        browser.run("gradus.go(15);");
        assertThat(browser.run(seen)).isNotEqualTo(0L);
        browser.run("gradus.go(0);");
        type("#stage td[tabindex]", "3");
        browser.run("gradus.go(15);");
        assertThat(browser.run(seen)).isEqualTo(0L);
        assertThat(textOf("foot")).doesNotContain("check");
        browser.run("document.getElementById('reset').click();");
        assertThat(browser.run(seen)).isNotEqualTo(0L);
        assertThat(textOf("foot")).contains("local check passed");
    }

    @Test
    void pageSaysWhereChangedNumbersStopBeingFinite() throws Exception {
        browser.show(Explorer.of(Pages.notANumber()));
        String origin = "return document.querySelectorAll('#graph .broken').length;";
        type("#stage td[data-c='0:2']", "1");
        browser.run("gradus.go(2);");
        assertThat(textOf("line")).startsWith("Take the logarithm");
        assertThat(textOf("foot")).doesNotContain("not finite");
        assertThat(browser.run(origin)).isEqualTo(0L);
        browser.run("gradus.go(0);");
        type("#stage td[data-c='0:5']", "-4");
        browser.run("gradus.go(2);");
        assertThat(textOf("line")).contains("stop being finite");
        assertThat(textOf("foot")).contains("not finite: NaN or ∞ in this result");
        assertThat(browser.run(origin)).isEqualTo(1L);
    }

    @Test
    void whatCannotBeComputedIsReadOnlyAndSaysSo() throws Exception {
        browser.show(Explorer.of(Families.unknown()));
        assertThat(textOf("foot")).contains("Read only: this page cannot recompute Softsign.");
        browser.run("document.querySelector('#stage td[tabindex]').focus();");
        browser.press(Keys.ENTER);
        assertThat(browser.run("return document.querySelectorAll('#stage input').length;"))
                .isEqualTo(0L);
    }
}
