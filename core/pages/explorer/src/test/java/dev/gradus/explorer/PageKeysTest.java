package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** All that the page's line of keys tells, on a page of 360 rows. */
@Tag("long")
class PageKeysTest extends PagesInBrowser {
    private static final int LAST = 19;

    @BeforeEach
    void openThePage() throws Exception {
        browser.size(1440, 900).show("admissions");
    }

    private int step() {
        return Integer.parseInt(
                String.valueOf(browser.run("return document.getElementById('time').getAttribute('aria-valuenow');")));
    }

    private String depth() {
        return String.valueOf(browser.run("return document.querySelector('#depth [aria-checked=true]').textContent;"));
    }

    /** What has the focus: its id, what it is called, or the place of its cell. */
    private String focus() {
        return String.valueOf(browser.run("""
                const at = document.activeElement;
                return at === document.body ? 'page' : at.id || at.dataset.c || at.dataset.depth || at.dataset.tear || at.textContent;
                """));
    }

    @Test
    void arrowsWalkFromTheFirstStepToTheLastAndBack() {
        List<Object> sentences = new ArrayList<>();
        for (int step = 0; step <= LAST; step++) {
            assertThat(step()).isEqualTo(step);
            sentences.add(browser.run("return document.getElementById('line').textContent;"));
            browser.press(Keys.ARROW_RIGHT);
        }
        assertThat(step()).as("there is no step after the last").isEqualTo(LAST);
        assertThat(sentences).doesNotHaveDuplicates().hasSize(LAST + 1);
        for (int step = LAST; step >= 0; step--) {
            assertThat(browser.run("return document.getElementById('line').textContent;"))
                    .isEqualTo(sentences.get(step));
            browser.press(Keys.ARROW_LEFT);
        }
        assertThat(step()).isZero();
    }

    @Test
    void upAndDownChangeTheDepthOfTheMath() {
        browser.press(Keys.ARROW_UP);
        assertThat(depth()).isEqualTo("Formula");
        browser.press(Keys.ARROW_DOWN);
        assertThat(depth()).isEqualTo("Shapes");
        browser.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN);
        assertThat(depth()).isEqualTo("One element");
        browser.press(Keys.ARROW_UP);
        assertThat(depth()).isEqualTo("Shapes");
        assertThat(step()).isZero();
    }

    @Test
    void homeEndAndBGoToTheEndsAndTheFirstBackwardStep() {
        browser.press(Keys.END);
        assertThat(step()).isEqualTo(LAST);
        browser.press("b");
        assertThat(browser.run("return document.querySelector('#time .ph.now > b').textContent;"))
                .isEqualTo("Seed");
        browser.press(Keys.HOME);
        assertThat(step()).isZero();
        browser.press("B");
        assertThat(step()).isEqualTo(5);
    }

    /** The page plays on this clock from now on, which only {@link #pass} moves. */
    private static final String CLOCK = """
            const timers = new Map();
            let now = 0, count = 0;
            window.setInterval = (act, every) => { timers.set(++count, { act, every, at: now + every }); return count; };
            window.clearInterval = id => timers.delete(id);
            window.pass = millis => {
              for (const end = now + millis; now < end; now++) timers.forEach(timer => {
                if (timer.at !== now + 1) return;
                timer.at += timer.every;
                timer.act();
              });
            };
            """;

    private void pass(int millis) {
        browser.run("pass(arguments[0]);", millis);
    }

    @Test
    void spacePlaysAndAnyKeyStops() {
        browser.run(CLOCK);
        for (Keys stop : List.of(Keys.SPACE, Keys.ARROW_LEFT, Keys.ARROW_DOWN, Keys.ESCAPE)) {
            browser.press(Keys.HOME, Keys.SPACE);
            assertThat(browser.run("return document.getElementById('play').ariaLabel;"))
                    .isEqualTo("Pause");
            pass(2199);
            assertThat(step()).isZero();
            pass(1);
            assertThat(step()).as("2.2 s a step").isEqualTo(1);
            browser.press(stop);
            int stopped = step();
            assertThat(browser.run("return document.getElementById('play').ariaLabel;"))
                    .as("%s stops it", stop.name())
                    .isEqualTo("Play");
            pass(10_000);
            assertThat(step()).isEqualTo(stopped);
        }
    }

    /** One stop each for time line and result, and the buttons between; arrows in a grid move there and not through the steps. */
    @Test
    void tabLeadsIntoTheResultAndEscapeOut() {
        browser.run("gradus.go(15);");
        for (String stop : List.of("time", "previous", "play", "next", "theme", "link", "quiz")) {
            browser.press(Keys.TAB);
            assertThat(focus()).isEqualTo(stop);
        }
        for (int i = 0; i < 3 && !focus().endsWith(":0"); i++) { // a tear between the rows is a button
            browser.press(Keys.TAB);
        }
        assertThat(focus()).endsWith(":0");
        String grid = focus().replace(":0", "");
        browser.press(Keys.ARROW_UP);
        assertThat(focus()).as("at the upper end").isEqualTo(grid + ":0");
        for (int row = 1; row < 6; row++) {
            browser.press(Keys.ARROW_DOWN);
            assertThat(focus()).isEqualTo(grid + ":" + row);
            assertThat(browser.run("return document.getElementById('ex').textContent;"))
                    .asString()
                    .contains("357 more");
        }
        browser.press(Keys.ARROW_DOWN, Keys.ARROW_RIGHT);
        assertThat(focus()).as("at the lower end").isEqualTo(grid + ":5");
        assertThat(step()).isEqualTo(15);
        browser.press(Keys.ESCAPE);
        assertThat(focus()).isEqualTo("page");
        assertThat(browser.run("return document.querySelectorAll('.sel, .hot').length;"))
                .isEqualTo(0L);
        browser.press(Keys.ARROW_RIGHT);
        assertThat(step()).isEqualTo(16);
    }

    /** From an open field Escape leads back to the cell with its old number. */
    @Test
    void numberIsTypedAndLeftByKeyboard() {
        browser.run("document.querySelector('#stage td[tabindex]').focus();");
        String cell = focus();
        Object before = browser.run("return document.activeElement.textContent;");
        browser.press(Keys.ENTER);
        browser.press("0.5", Keys.ESCAPE);
        assertThat(focus()).isEqualTo(cell);
        assertThat(browser.run("return document.activeElement.textContent;")).isEqualTo(before);
        browser.press(Keys.ENTER);
        browser.press("0.5", Keys.ENTER);
        assertThat(focus()).isEqualTo(cell);
        assertThat(browser.run("return document.activeElement.textContent;")).isEqualTo("0.5000");
    }
}
