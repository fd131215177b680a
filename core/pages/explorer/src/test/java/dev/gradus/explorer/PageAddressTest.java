package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.train.GradientDescent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** All that a reader chooses stands in the address, so that a link is a lesson. */
class PageAddressTest extends PagesInBrowser {
    private Object hash() {
        return browser.run("return location.hash;");
    }

    /** What is seen and can be compared: all numbers, sentence, sum, score, theme. */
    private static final String SEEN = """
            document.getElementById('verdict')?.replaceChildren(); // it is said once
            const text = id => document.getElementById(id)?.textContent;
            return [...['line', 'eyebrow', 'stage', 'ex', 'foot', 'score', 'mistakes', 'depth', 'iterations'].map(text), document.documentElement.dataset.theme, gradus.objective()].join('\\n');
            """;

    /** Opens the page anew at the address that it has now; both must show the same. */
    private void sameAgain(Explorer page) {
        Object seen = browser.run(SEEN), address = hash();
        browser.show(page);
        browser.goTo(address);
        assertThat(browser.run(SEEN)).isEqualTo(seen);
        assertThat(textOf("notice")).isEmpty();
        later();
        browser.press(Keys.END);
        history("back");
        assertThat(browser.run(SEEN)).as("after a step and back").isEqualTo(seen);
    }

    @Test
    void editsThemeDepthAndCellAreInTheAddress() {
        Explorer page = Explorer.of(GradientDescent.of(1).trace(Examples.lesson()));
        browser.size(1440, 900).show(page);
        browser.run("document.querySelectorAll('#stage table')[1].querySelector('td').focus();");
        browser.press(Keys.ENTER);
        browser.press("-0.5", Keys.ENTER);
        click("#theme");
        browser.run("gradus.go(15, 1); document.querySelector('#stage [role=grid] td').click();");
        browser.run("return new Promise(done => setTimeout(() => done('')));");
        assertThat(hash()).asString().matches("#edits=\\d+:0:-0.5&step=15&depth=1&cell=\\d+:0&theme=dark");
        sameAgain(page);
        browser.run(
                "document.getElementById('reset').click(); return new Promise(done => setTimeout(() => done('')));");
        assertThat(hash()).asString().doesNotContain("edits");
    }

    @Test
    @Tag("long")
    void answersOfTheQuizAreInTheAddress() {
        browser.size(1440, 900).show(Pages.and());
        click("#quiz");
        browser.run("""
                gradus.go(15);
                const choose = words => [...document.querySelectorAll('[data-choice]')].find(choice => choice.textContent.replace(/\\s/g, '') === words).click();
                choose('1×2');
                choose('2×1');
                choose('−x⊤∂J/∂z');
                """);
        browser.run("return new Promise(done => setTimeout(() => done('')));");
        assertThat(hash()).asString().matches("#step=15&quiz=on&answers=\\d+:a\\.g");
        assertThat(textOf("score")).isEqualTo("0 of 1");
        assertThat(textOf("mistakes"))
                .contains("0 of 1 answers were right at the first try")
                .contains("A gradient has the shape of its value: 2 × 1.")
                .contains("The sign is the wrong way round.");
        sameAgain(Pages.and());
    }

    /** Until what comes next is an entry of its own in the browser's history. */
    private void later() {
        browser.run("return new Promise(done => setTimeout(() => done(''), 450));");
    }

    /** Goes there in the browser's history; a browser forgets entries that were made without a key or a click. */
    private Object history(String way) {
        return browser.run("""
                history[arguments[0]]();
                return new Promise(done => addEventListener('hashchange', () => setTimeout(() => done(document.getElementById('time').getAttribute('aria-valuenow'))), { once: true }));
                """, way);
    }

    @Test
    @Tag("long")
    void backAndForwardGoThroughTheStepsThatAReaderWasAt() {
        browser.size(1440, 900).show("and");
        for (int step = 1; step <= 3; step++) {
            later();
            browser.press(Keys.ARROW_RIGHT);
        }
        assertThat(List.of(history("back"), history("back"), history("forward")))
                .isEqualTo(List.of("2", "1", "2"));
    }

    @Test
    @Tag("long")
    void stepsThatFollowAtOnceAreOneEntry() {
        browser.size(1440, 900).show("and");
        browser.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        assertThat(hash()).isEqualTo("#step=4");
        assertThat(history("back")).isEqualTo("0");
    }

    @Test
    @Tag("long")
    void brokenAddressIsAnsweredByTheNearestStateAndASentence() {
        browser.size(1440, 900).show("and");
        String[][] broken = {
            {"step=99", "19", "asks for step 99; the nearest is 19"},
            {"step=-4", "0", "asks for step -4; the nearest is 0"},
            {"step=two", "0", "asks for step two"},
            {"step=5&depth=7", "5", "depth 7; the nearest is 2"},
            {"step=5&cell=999:1", "5", "cell 999:1, which this page has not"},
            {"step=5&edits=1:0:0.5;9x", "5", "edits 9x, which"},
            {"step=5&theme=pink", "5", "theme pink, which"},
            {"step=5&quiz=maybe", "5", "quiz maybe, which"},
            {"step=5&answers=3:z", "5", "answers 3:z, which"},
            {"step=5&show=graph,moon", "5", "asks for the panes graph,moon"},
            {"step=5&present=moon", "5", "asks for the panes moon"},
            {"step=5&lang=xx", "5", "asks for the language xx"},
            {"step=5&chapter", "5", "has chapter, which says nothing here"},
            {"iteration=3&step=5", "5", "iteration 3; the nearest is 0"},
        };
        for (String[] one : broken) {
            browser.goTo(one[0]);
            assertThat(textOf("notice")).as(one[0]).contains(one[2]);
            assertThat(browser.run("return document.getElementById('time').getAttribute('aria-valuenow');"))
                    .as(one[0])
                    .isEqualTo(one[1]);
        }
        browser.goTo("step=5");
        assertThat(textOf("notice")).isEmpty();
    }

    /** Any words at all: a page that throws writes to the console, which the end of every test looks at. */
    @Test
    @Tag("long")
    void noAddressMakesAPageThrow() {
        assertThat(Browser.forEach(Gallery.pages(), PageAddressTest::speechless))
                .containsOnly(List.of());
    }

    /** The addresses, of a hundred, at which the page says nothing. */
    private static List<String> speechless(Browser browser, String page) {
        browser.size(1440, 900).show(page);
        Random random = new Random(page.hashCode());
        String[] names = {
            "iteration",
            "edits",
            "step",
            "depth",
            "sheets",
            "rows",
            "cell",
            "theme",
            "lang",
            "quiz",
            "answers",
            "show",
            "present",
            "film",
            "x"
        };
        String[] values = {
            "0",
            "3",
            "17",
            "-1",
            "1e9",
            "NaN",
            "",
            "2:0",
            "1:0:0.5",
            "1@1:0:2",
            "2,3:9;4:1",
            "360:17",
            "4:3",
            "on",
            "dark",
            "graph,numbers",
            "math",
            "3:.;5:ab.",
            "%",
            "%E4",
            ":::",
            "9".repeat(30)
        };
        List<String> silent = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            StringBuilder address = new StringBuilder();
            for (int part = random.nextInt(5); part >= 0; part--) {
                address.append(address.isEmpty() ? "" : "&")
                        .append(names[random.nextInt(names.length)])
                        .append('=')
                        .append(values[random.nextInt(values.length)]);
            }
            browser.goTo(address.toString());
            if (String.valueOf(browser.run("return document.getElementById('line').textContent;"))
                    .isBlank()) {
                silent.add(page + " at " + address);
            }
        }
        return silent;
    }

    @Test
    @Tag("long")
    void linkIsCopiedOrStandsThereToBeCopied() {
        browser.size(1440, 900).show("and");
        browser.goTo("step=15");
        Object copied = browser.run("""
                let written = '';
                Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: words => { written = words; return Promise.resolve(); } } });
                document.getElementById('link').click();
                return new Promise(done => setTimeout(() => done(written)));
                """);
        assertThat(copied).asString().endsWith("#step=15");
        assertThat(textOf("notice")).isEqualTo("The link is copied.");
        Object shown = browser.run("""
                Object.defineProperty(navigator, 'clipboard', { configurable: true, value: undefined });
                document.getElementById('link').click();
                return new Promise(done => setTimeout(() => done(document.querySelector('#notice input').value)));
                """);
        assertThat(shown).isEqualTo(copied);
    }
}
