package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.GradientDescent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The page in a real browser: one browser for all tests. */
class PageTest extends PagesInBrowser {
    @Test
    void lessonIsWalkedFromFirstToLastStepByKeyboard() throws Exception {
        browser.size(1440, 900).show("and");
        List<String> sentences = new ArrayList<>();
        for (int step = 0; step <= 19; step++) {
            assertThat(browser.run("return location.hash || '#step=0';")).isEqualTo("#step=" + step);
            sentences.add(String.valueOf(browser.run("return document.getElementById('line').textContent;")));
            browser.press(Keys.ARROW_RIGHT);
        }
        assertThat(browser.run("return location.hash;")).isEqualTo("#step=19");
        assertThat(sentences).doesNotHaveDuplicates().allMatch(sentence -> !sentence.isBlank());
        browser.press(Keys.HOME);
        browser.press("b");
        assertThat(browser.run("return document.getElementById('eyebrow').textContent;"))
                .asString()
                .startsWith("Seed");
    }

    @Test
    void pointingAtAWeightWritesItsSum() throws Exception {
        browser.size(1440, 900).show("and");
        Run run = Examples.lesson();
        run.forward();
        run.backward();
        double expected = run.gradient(run.graph().parameters().get(0)).get(1, 0);
        browser.run("location.hash = 'step=15'; return '';");
        browser.run("document.querySelector('#stage [role=grid] tbody tr:last-child td').focus(); return '';");
        String sum = String.valueOf(browser.run("return document.getElementById('ex').textContent;"));
        assertThat(sum).contains("0.0284").contains(String.valueOf(expected));
        assertThat(browser.run("return document.querySelectorAll('#stage .hot').length;"))
                .isEqualTo(8L);
        assertThat(browser.run("return document.querySelectorAll('#graph .hot').length;"))
                .isEqualTo(13L);
    }

    @Test
    void changedNumbersAreComputedAnew() throws Exception {
        Run run = Examples.lesson();
        browser.size(1440, 900).show(Explorer.of(GradientDescent.of(1).trace(run)));
        browser.run("document.querySelectorAll('#stage table')[1].querySelector('td').focus(); return '';");
        browser.press(Keys.ENTER);
        browser.press("0.5", Keys.ENTER);
        Run changed = Examples.lesson();
        Node first = changed.graph().parameters().get(0);
        changed.parameters().set((Parameter) first, Tensor.of(new double[][] {{0.5}, {0.28295387557714186}}));
        double expected = changed.forward();
        assertThat(browser.run("return window.gradus.objective();"))
                .satisfies(found -> assertThat(((Number) found).doubleValue())
                        .isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-12)));
    }

    @Test
    @Tag("long")
    void everyExampleIsWalkedWithoutAComplaint() throws Exception {
        for (Run run :
                List.of(Examples.twoLayers(), Examples.fanOut(), Examples.secondDerivative(), Examples.deep(3, 3))) {
            browser.size(1280, 720).show(Explorer.of(Trace.of(run)));
            String last = String.valueOf(
                    browser.run("return document.getElementById('time').getAttribute('aria-valuemax');"));
            for (int step = 0; step < Integer.parseInt(last); step++) {
                browser.press(Keys.ARROW_RIGHT);
            }
            assertThat(browser.run("return location.hash;")).isEqualTo("#step=" + last);
        }
    }
}
