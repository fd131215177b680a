package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.check.Cause;
import dev.gradus.run.Step;
import dev.gradus.run.Verdict;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** All words of the page stand in one table, so that it can be translated, and the table has words for all that the engine tells. */
@Tag("long")
class PageTextsTest extends PagesInBrowser {
    /**
     * With ¤ for every word of the table, what is left are names of the graph, its mathematics and code; with the quiz, too, and
     * with what is said when one points at a number.
     */
    private static final String FOREIGN = """
            const texts = gradus.texts;
            for (const key of Object.keys(texts)) {
              texts[key] = texts[key].replace(/\\{\\w+\\}|<[^>]*>|&\\w+;|\\p{L}+/gu, found => /^\\p{L}/u.test(found) ? '¤' : found);
            }
            const found = new Set(), names = new Set(['softmax', ...document.querySelector('h1').textContent.match(/\\p{L}+/gu)]);
            const words = text => text.match(/\\p{L}{3,}/gu) ?? [];
            const textIn = part => {
              const pieces = [], walk = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
              while (walk.nextNode()) pieces.push(walk.currentNode.data);
              return pieces.join(' ');
            };
            const learn = () => ['graph', 'equations', 'java', 'numpy'].forEach(id => words(document.getElementById(id).textContent).forEach(word => names.add(word)));
            const look = (where, text) => words(text).filter(word => !names.has(word) && word !== 'NaN').forEach(word => found.add(`${where}: ${word}`));
            const lookAtAll = () => {
              for (const id of ['line', 'eyebrow', 'live', 'numbers-head', 'ex', 'foot', 'stage', 'depth', 'time', 'iterations']) look(id, textIn(document.getElementById(id)));
              for (const name of ['aria-label', 'aria-valuetext', 'title']) {
                document.querySelectorAll(`body [${name}]`).forEach(part => {
                  if (!['#graph', '.ctl', '[data-label]'].some(fixed => part.matches(fixed))) look(name, part.getAttribute(name));
                });
              }
              look('aria-label of the graph', document.getElementById('graph').ariaLabel);
            };
            const quiz = document.getElementById('quiz');
            for (let step = 0; step <= gradus.last(); step++) {
              gradus.go(step);
              learn();
              lookAtAll();
              document.querySelector('#stage [role=grid] td[tabindex]')?.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
              look('ex of a cell', textIn(document.getElementById('ex')));
              document.querySelector('#stage td[data-c]:not([tabindex])')?.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
              look('ex of an operand', textIn(document.getElementById('ex')));
              if (quiz.hidden) continue;
              quiz.click();
              for (let asked = '', rounds = 0; rounds < 3 && document.getElementById('ex').textContent !== asked; rounds++) {
                asked = document.getElementById('ex').textContent;
                lookAtAll();
                for (const choice of document.querySelectorAll('[data-choice]')) {
                  if (!choice.isConnected) break;
                  choice.click();
                  if (choice.isConnected) look('quiz', textIn(document.getElementById('verdict')));
                }
                document.getElementById('answer')?.requestSubmit();
              }
              quiz.click();
            }
            return [...found];
            """;

    @Test
    void everyWordComesFromTheTable() throws Exception {
        assertThat(Browser.forEach(Gallery.pages(), (browser, page) -> {
                    List<?> foreign =
                            (List<?>) browser.size(1440, 900).show(page).run(FOREIGN);
                    return page + ": " + foreign;
                }))
                .allMatch(found -> found.endsWith(": []"));
    }

    /** Words that are there from the beginning: with other words in the table before the page reads it. */
    @Test
    void fixedLabelsAndTheKeyLineComeFromTheTable() throws Exception {
        String html = Pages.training(2).html();
        int end = html.indexOf("\n};", html.indexOf("const TEXTS = {")) + 3;
        String translated = html.substring(0, end)
                + "for (const key of Object.keys(TEXTS)) TEXTS[key] = TEXTS[key].replace(/\\{\\w+\\}|<[^>]*>|&\\w+;|\\p{L}+/gu,"
                + " found => /^\\p{L}/u.test(found) ? '¤' : found);" + html.substring(end);
        browser.size(1440, 900).showHtml(translated);
        assertThat(browser.run("return document.getElementById('keys').textContent;"))
                .asString()
                .startsWith("← → ¤");
        assertThat((List<?>) browser.run("""
                const own = new Set([...document.querySelectorAll('h1, #graph, #equations, .code, #stage .cap .sym')].flatMap(part => part.textContent.match(/\\p{L}+/gu)));
                const shown = [...document.querySelectorAll('#keys, #depth, #time, h2:not(.cd h2), #iterations')].map(part => part.textContent);
                const spoken = [...document.querySelectorAll('[aria-label], [title]')].flatMap(part => [part.ariaLabel, part.title]);
                return [...shown, ...spoken].flatMap(words => words?.match(/\\p{L}{3,}/gu) ?? []).filter(word => !own.has(word));
                """)).isEmpty();
    }

    @Test
    void frameHasNoWords() throws Exception {
        try (InputStream frame = Explorer.class.getResourceAsStream("page/page.html")) {
            assertThat(new String(frame.readAllBytes(), StandardCharsets.UTF_8))
                    .doesNotContain("aria-label=")
                    .doesNotContainPattern(">[^<{]*\\p{L}{2,}[^<{]*</(?!(h2>\\s*<ol class=.code|script|style))");
        }
    }

    private Set<String> keys() throws Exception {
        browser.show("and");
        return ((List<?>) browser.run("return Object.keys(gradus.texts);"))
                .stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> keysOf(String group, Enum<?>... constants) {
        return Stream.of(constants)
                .map(constant -> group + " " + constant.name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> group(Set<String> keys, String group) {
        return keys.stream().filter(key -> key.startsWith(group + " ")).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyConstantThatTheEngineTellsHasWords() throws Exception {
        Set<String> keys = keys();
        Set<String> causes = keysOf("blame", Cause.values());
        causes.remove("blame " + Cause.UNKNOWN.name()); // then the check blames an op and says no more
        assertThat(group(keys, "blame")).isEqualTo(causes);
        assertThat(group(keys, "check")).isEqualTo(keysOf("check", Verdict.values()));
        assertThat(group(keys, "flag")).isEqualTo(keysOf("flag", Step.Flag.values()));
        assertThat(group(keys, "phase"))
                .isEqualTo(Stream.concat(
                                Stream.of("given"),
                                Stream.of(Step.Phase.values()).map(PageTextsTest::onPage))
                        .map(name -> "phase " + name)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** A new phase does not compile here before the page has a word for it. */
    private static String onPage(Step.Phase phase) {
        return switch (phase) {
            case FORWARD -> "forward";
            case SEED -> "seed";
            case CONTRIBUTION -> "backward";
            case FOLD -> "fold";
            case ACCUMULATION -> "sum";
            case UPDATE -> "update";
        };
    }
}
