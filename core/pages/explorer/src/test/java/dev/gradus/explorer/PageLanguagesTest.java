package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No English remains on a page in another language. */
@Tag("long")
class PageLanguagesTest extends PagesInBrowser {
    /** All words that are seen or spoken at any step, with the quiz and its mistakes too; names, mathematics and code aside, so a relu that a formula has too. */
    private static final String WORDS = """
            const found = new Set(), own = new Set(), words = text => text?.match(/\\p{L}{3,}/gu) ?? [];
            const texts = part => {
              const pieces = [], walk = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
              while (walk.nextNode()) if (!walk.currentNode.parentElement.closest('script, style, template, h1, math, code, .v, .cd h2')) pieces.push(walk.currentNode.data);
              return pieces.join(' ');
            };
            const look = () => {
              words(texts(document.body)).forEach(word => found.add(word));
              document.querySelectorAll('body *').forEach(part => [part.ariaLabel, part.ariaValueText, part.title].forEach(told => typeof told === 'string' && words(told).forEach(word => found.add(word))));
            };
            const quiz = document.getElementById('quiz');
            for (let step = 0; step <= gradus.last(); step += gradus.last() > 20 ? 3 : 1) {
              gradus.go(step);
              look();
              document.querySelector('#stage [role=grid] td[tabindex]')?.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
              look();
              if (quiz.hidden) continue;
              quiz.click();
              for (let asked = '', rounds = 0; rounds < 3 && document.getElementById('ex').textContent !== asked; rounds++) {
                asked = document.getElementById('ex').textContent;
                for (const choice of document.querySelectorAll('[data-choice]')) {
                  if (choice.isConnected) choice.click();
                  look();
                }
                document.getElementById('answer')?.requestSubmit();
                look();
              }
              quiz.click();
            }
            document.querySelectorAll('[data-axis], .ax, #graph text, math mi').forEach(part => words(part.textContent).forEach(word => own.add(word)));
            return [...found].filter(word => !own.has(word));
            """;

    private static Set<String> words(String language) {
        return Pattern.compile("\\p{L}{3,}")
                .matcher(PageParts.file("texts/" + language + ".json").replaceAll("\\{\\w+}|<[^>]*>|\"[^\"]*\": ", " "))
                .results()
                .map(word -> word.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Words that the page has in English and this language has not. */
    private static Set<String> english(Browser browser, Explorer page, String language) {
        Set<String> english = words("en");
        english.removeAll(words(language));
        List<?> shown = (List<?>) browser.size(1440, 900)
                .show(page.titled("Titel", "").language(language))
                .run(WORDS);
        assertThat(shown).as("something was looked at").hasSizeGreaterThan(30);
        english.retainAll(shown.stream().map(String::valueOf).collect(Collectors.toSet()));
        return english;
    }

    @Test
    void noEnglishRemainsOnALesson() {
        for (String language : List.of("de", "fr")) {
            assertThat(english(browser, Pages.and(), language)).as(language).isEmpty();
        }
    }

    /** Every second page is looked at in German, the others in French. */
    @Test
    void noEnglishRemainsOnAnyPage() {
        Map<String, Explorer> pages = Pages.all();
        List<String> names = List.copyOf(pages.keySet());
        List<String> looks = IntStream.range(0, names.size())
                .mapToObj(i -> names.get(i) + (i % 2 == 0 ? " de" : " fr"))
                .toList();
        assertThat(Browser.forEach(looks, (browser, look) -> {
                    String[] words = look.split(" ", -1);
                    return look + " " + english(browser, pages.get(words[0]), words[1]);
                }))
                .allMatch(found -> found.endsWith("[]"));
    }

    /** The page of another language opens at the same step, and the address leads to it. */
    @Test
    void addressLeadsToThePageInItsLanguage() throws Exception {
        browser.size(1440, 900).show(Pages.and().alsoIn("de", "elsewhere.html"));
        browser.goTo("step=3&depth=1");
        browser.run("""
                const link = document.querySelector('.language');
                link.addEventListener('click', event => event.preventDefault());
                link.click();
                """);
        assertThat(browser.run("return document.querySelector('.language').href;"))
                .asString()
                .endsWith("/elsewhere.html#step=3&depth=1");
        browser.show(Pages.and().language("de"));
        browser.goTo("step=3&lang=fr");
        assertThat(textOf("notice")).contains("nach der Sprache fr").contains("auf Deutsch");
    }
}
