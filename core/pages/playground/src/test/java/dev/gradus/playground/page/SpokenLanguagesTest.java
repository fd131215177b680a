package dev.gradus.playground.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.explorer.PageParts;
import dev.gradus.playground.browser.Browsers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page in other languages: no English remains, and the state stays when the language is changed. */
@Tag("long")
class SpokenLanguagesTest {
    /** Adds all words that are seen or spoken now to a list; names, mathematics and code aside. */
    private static final String LOOK = """
            const words = text => text?.match(/\\p{L}{3,}/gu) ?? [], found = window.found ??= [];
            const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (walk.nextNode()) {
                const part = walk.currentNode.parentElement;
                if (part.checkVisibility() && !part.closest('script, h1, math, code, svg, textarea, .v, .pre, #optimizer, #language, #languages, .tk')) found.push(...words(walk.currentNode.data));
            }
            all('body *').forEach(part => { if (!part.closest('#optimizer, #languages, #graph, script')) [part.ariaLabel, part.ariaValueText, part.title].forEach(told => { if (typeof told === 'string') found.push(...words(told)); }); });
            return [...new Set(found)];
            """;

    private static final List<String> ACTS = List.of(
            "",
            "$('lesson').click();",
            "$('examples').close(); $('share').click(); await until(() => $('save-file'), 'the dialog');",
            "$('sharing').close(); document.querySelector('#foot [data-make-task]').click(); await until(() => $('task-link'), 'the link');",
            "$('maker').close(); $('functions').click(); all('#help li:not(.keys li)').forEach(line => line.remove());",
            "$('help').close(); document.querySelector('[data-moment=train]').click();",
            "$('play').click(); await until(() => gradus.status().iteration > 3, 'training'); $('play').click();",
            "$('check').click(); await until(() => !$('check'), 'the check');",
            "gradus.go(3);",
            "gradus.go(gradus.last());",
            "document.querySelector('[data-moment=write]').click(); $('editor').value += '\\nq = tahn(x'; $('editor').dispatchEvent(new Event('input')); await until(() => document.querySelector('.sq'), 'the error');");

    private static Set<String> words(String language) throws IOException {
        String texts = PageParts.words(language, Files.readString(Path.of("src/main/web/texts/" + language + ".json")));
        return Pattern.compile("\\p{L}{3,}")
                .matcher(texts.replaceAll("(?m)^\".*?(?<!\\\\)\":|\\{\\w+}|<code>.*?</code>|<[^>]*>", " "))
                .results()
                .map(word -> word.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @EnumSource(names = "CHROMIUM")
    void noEnglishRemains(Browsers kind) throws IOException {
        Desk desk = Desk.open(kind, "");
        for (String language : List.of("de", "fr")) {
            Set<String> english = words("en");
            english.removeAll(words(language));
            assertThat(english).hasSizeGreaterThan(300);
            desk.go("lang=" + language);
            List<?> seen = List.of();
            for (String act : ACTS) {
                desk.run(act);
                seen = (List<?>) desk.run(LOOK);
            }
            assertThat(seen).hasSizeGreaterThan(150);
            assertThat(seen.stream().map(String::valueOf).filter(english::contains))
                    .as(language)
                    .isEmpty();
            assertThat(desk.run("return document.documentElement.lang;")).isEqualTo(language);
        }
        desk.complainsOfNothing();
    }

    @ParameterizedTest
    @EnumSource(Browsers.class)
    void stateStaysWhenTheLanguageIsChanged(Browsers kind) {
        Desk desk = Desk.open(kind, "lesson=and");
        desk.train(12);
        Object losses = desk.run("return (await losses()).map(String);");
        desk.run( // the page is loaded anew, so the click must come after this script
                "window.isOld = true; setTimeout(() => document.querySelector('#languages [lang=fr]').click(), 100);");
        desk.until(
                "!window.isOld && document.documentElement?.classList.contains('ready') && gradus.status()?.iteration >= 12");
        assertThat(desk.text("share")).isEqualTo("Partager");
        assertThat(desk.run("return (await losses()).map(String);")).isEqualTo(losses);
        desk.go("lang=xx");
        assertThat(desk.text("line")).isEqualTo("This link asks for the language xx; the page has en, de, fr.");
        desk.complainsOfNothing();
    }
}
