package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.explain.TraceJson;
import dev.gradus.run.Run;
import dev.gradus.run.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every language has all words of a page, with the same places to fill in, and a page has those of one language. */
class LanguagesTest {
    private static final Pattern LINE = Pattern.compile("  \"(.*)\": \"(.*)\",?");

    /** Equal in two languages, since they are signs, names of the field, or words that both have. */
    private static final Set<String> SHARED = Set.of(
            "list comma",
            "share",
            "live result",
            "spoken −",
            "worksheet name",
            "source generated",
            "role gradient",
            "role total",
            "op DivideBroadcast");

    /** By key; each line of a file is an entry. */
    private static Map<String, String> entries(String language) {
        Map<String, String> entries = new LinkedHashMap<>();
        List<String> lines =
                PageParts.file("texts/" + language + ".json").lines().toList();
        assertThat(lines.get(0)).isEqualTo("{");
        assertThat(lines.get(lines.size() - 1)).isEqualTo("}");
        for (String line : lines.subList(1, lines.size() - 1)) {
            Matcher entry = LINE.matcher(line);
            assertThat(entry.matches()).as(line).isTrue();
            assertThat(entries.put(entry.group(1), entry.group(2)))
                    .as("twice: " + line)
                    .isNull();
        }
        return entries;
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group())
                .sorted()
                .toList();
    }

    private static List<String> others() {
        return PageTexts.LANGUAGES.stream()
                .filter(language -> !language.equals("en"))
                .toList();
    }

    @Test
    void everyLanguageHasEveryText() {
        assertThat(others()).hasSizeGreaterThanOrEqualTo(2);
        for (String language : others()) {
            assertThat(entries(language).keySet())
                    .as(language)
                    .containsExactlyElementsOf(entries("en").keySet());
        }
    }

    @Test
    void placesElementsAndSpacesAtTheEndsAgree() {
        List<String> faults = new ArrayList<>();
        for (String language : others()) {
            Map<String, String> texts = entries(language);
            entries("en").forEach((key, english) -> {
                String other = texts.getOrDefault(key, "");
                for (String part : List.of("\\{\\w+\\}", "</?\\w+>", "^ | $", "\\|")) {
                    if (!found(part, english).stream()
                                    .distinct()
                                    .toList()
                                    .equals(found(part, other).stream()
                                            .distinct()
                                            .toList())
                            && !(part.equals("\\|") && !key.equals("keys"))) {
                        faults.add(language + ", " + key + ": " + english + " / " + other);
                    }
                }
            });
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void everyTextIsTranslated() {
        for (String language : others()) {
            Map<String, String> texts = entries(language);
            assertThat(entries("en").entrySet().stream()
                            .filter(entry -> entry.getValue().equals(texts.get(entry.getKey())))
                            .map(Map.Entry::getKey))
                    .as(language)
                    .isSubsetOf(SHARED);
        }
    }

    /** Sentences are short enough for their place; a few are as long as the longest English one. */
    @Test
    void sentencesAreNotMuchLongerThanInEnglish() {
        int longest = longest("en");
        for (String language : others()) {
            assertThat(longest(language)).as(language).isLessThanOrEqualTo(longest + 12);
        }
    }

    private static int longest(String language) {
        return entries(language).entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("say "))
                .mapToInt(entry -> entry.getValue().length())
                .max()
                .orElseThrow();
    }

    @Test
    void pageHasTheWordsOfItsLanguageOnly() {
        String german = Pages.and().language("de").html();
        assertThat(german).contains("<html lang=\"de\">").contains("Alles andere wird daraus berechnet");
        for (String english : List.of("All else is computed", "local factor", "Copy a link")) {
            assertThat(Pages.and().html()).contains(english);
            assertThat(german).doesNotContain(english);
        }
        assertThat(Explorer.of(Examples.lesson()).language("fr").html())
                .contains("<title>J: aller et retour, pas à pas</title>");
    }

    @Test
    void languageWithoutTextsIsRefused() {
        assertThatThrownBy(() -> Pages.and().language("xx"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'xx'")
                .hasMessageContaining("en, de, fr");
    }

    /** Of the words for ops a page has those of its own ops, of their parts and of the way back, and not all others. */
    @Test
    void pageHasTheWordsOfItsOps() {
        Set<String> keys = entries("en").keySet();
        for (Run run : List.of(Examples.lesson(), Examples.twoLayers())) {
            Trace trace = Trace.of(run);
            Set<String> wanted = new TreeSet<>(found("(?<=\"op\":\")\\w+(?=\")", TraceJson.of(trace)));
            wanted.add("MatMul");
            wanted.removeIf(op -> !keys.contains("op " + op));
            String html = Explorer.of(trace).html();
            Set<String> has = html.substring(html.indexOf("const TEXTS = {"), html.indexOf("\n};"))
                    .lines()
                    .filter(line -> line.startsWith("\"op "))
                    .map(line -> line.substring(4, line.indexOf('"', 4)))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(has).containsAll(wanted).doesNotContain("Gather", "Conv2d", "Erf", "Tanh");
            assertThat(wanted).hasSizeGreaterThan(3);
        }
    }

    @Test
    void otherLanguagesAreLinks() {
        String page = Pages.and().alsoIn("de", "and.de.html?\"").html();
        assertThat(page)
                .contains("<a class=\"language\" lang=\"de\" hreflang=\"de\" href=\"and.de.html?&quot;\">de</a>");
    }
}
