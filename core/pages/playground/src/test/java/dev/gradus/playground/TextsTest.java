package dev.gradus.playground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.playground.link.Example;
import dev.gradus.playground.link.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every language of the page has all its words, and every sentence that the engine says. */
class TextsTest {
    private static final Path FOLDER = Path.of("src/main/web/texts");

    private static final Pattern LINE = Pattern.compile("  \"(.*)\": \"(.*)\",?");

    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

    private static final String SAID = "said ";

    /** Problems that quote a message of an op or of a check, which is English. */
    private static final Set<String> QUOTING = Set.of("no value", "sizes do not fit");

    /** Names that are alike in all languages. */
    private static final Set<String> NAMES = Set.of("AND", "XOR");

    /** Lines that come from other languages and libraries, or mean something else there. */
    private static final List<String> FROM_ELSEWHERE = List.of(
            "model = keras.Sequential([Dense(4)])",
            "model = LogisticRegression()",
            "df = pd.DataFrame(x)",
            "l, g = jax.value_and_grad(f)(x)",
            "J = sum(x' @ x)",
            "J = mean([a for a in x])",
            "f(x) = x",
            "J = mean(max(x, 0))",
            "J = mean(x if x > 0 else 0)",
            "J = mean((x > 0) & (y > 0))",
            "J = mean(1 / 2x)",
            "J = sum(|x|²)",
            "J = mean((x > 0) ^ (y > 0))",
            "z = x (x + 1)",
            "z = torch.nanmedian(x)",
            "z = F.batch_norm(x, y, y)",
            "z = scipy.special.huber(1, x)",
            "z = F.scaled_dot_product_attention(x, x, x, x > 0)",
            "z = np.meshgrid([x, x])",
            "z = scipy.linalg.qr(x)",
            "z = np.linalg.svd(x)",
            "J = mean(x) // comment");

    private static Map<String, String> entries(String language) {
        Map<String, String> entries = new LinkedHashMap<>();
        List<String> lines = text(FOLDER.resolve(language + ".json")).lines().toList();
        for (String line : lines.subList(1, lines.size() - 1)) {
            Matcher entry = LINE.matcher(line);
            assertThat(entry.matches()).as(line).isTrue();
            assertThat(entries.put(plain(entry.group(1)), plain(entry.group(2))))
                    .as("twice: " + line)
                    .isNull();
        }
        return entries;
    }

    private static String plain(String json) {
        return json.replace("\\\"", "\"").replace("\\\\", "\\");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> others() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .filter(language -> !language.equals("en"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("others")
    void languageHasAllWords(String language) {
        Set<String> words = new LinkedHashSet<>(entries(language).keySet());
        words.removeIf(key -> key.startsWith(SAID));
        assertThat(words).containsExactlyElementsOf(entries("en").keySet());
        assertThat(said(language).keySet())
                .as("sentences")
                .containsExactlyElementsOf(said(others().get(0)).keySet());
    }

    @ParameterizedTest
    @MethodSource("others")
    void placesAndElementsAgree(String language) {
        Map<String, String> texts = entries(language);
        Map<String, String> english = new LinkedHashMap<>(said(language));
        english.replaceAll((sentence, translation) -> sentence);
        Stream.concat(
                        entries("en").entrySet().stream(),
                        english.entrySet().stream().map(entry -> Map.entry(SAID + entry.getKey(), entry.getValue())))
                .forEach(entry -> {
                    for (String part : List.of("\\{\\w+}", "</?\\w+>", "«", "^ | $")) {
                        assertThat(found(part, texts.getOrDefault(entry.getKey(), "")))
                                .as(language + ": " + entry.getKey())
                                .isEqualTo(found(part, entry.getValue()));
                    }
                });
        assertThat(texts.get("keys of page").split("\\|", -1))
                .hasSameSizeAs(entries("en").get("keys of page").split("\\|", -1));
    }

    private static Set<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group())
                .collect(Collectors.toSet());
    }

    /** A sentence that was changed in Java only would stay English, so every key stands there, in at most five strings. */
    @Test
    void sentencesStandInTheSources() throws IOException {
        StringBuilder sources = new StringBuilder();
        for (String folder : List.of("src/main/java", "../language/src/main/java")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .flatMap(file -> text(file).lines())
                        .filter(line -> line.contains("\""))
                        .forEach(line -> sources.append(line.strip()).append('\n'));
            }
        }
        String java = sources.toString().replaceAll("\"\\s*\\+\\s*\"", "").replace("\\\"", "\"");
        List<String> parts = said("de").keySet().stream()
                .flatMap(sentence -> Stream.of(PLACE.split(sentence)))
                .filter(part -> part.length() > 6)
                .distinct()
                .toList();
        assertThat(parts)
                .hasSizeGreaterThan(200)
                .filteredOn(part -> strings(part, java) > 5)
                .isEmpty();
    }

    /** How many strings of the sources it takes to write this. */
    private static int strings(String part, String java) {
        int count = 0;
        for (int from = 0; from < part.length(); count++) {
            int to = from + 1;
            while (to < part.length() && java.contains(part.substring(from, to + 1))) {
                to++;
            }
            from = to;
        }
        return count;
    }

    /** All that the engine says of lessons, of their training, and of forty mistakes in them. */
    @Test
    void everySentenceIsTranslated() {
        Set<String> said = new LinkedHashSet<>();
        Answers.list(Catalog.sources()).forEach(source -> say(said, source, "title", "about"));
        Answers.list(Catalog.functions()).forEach(family -> say(said, family, "title"));
        for (Example lesson : Example.all()) {
            Session session = new Session();
            Answers answer = Answers.of(session.example(lesson.name()));
            say(said, answer, "title", "about", "see", "subtitle", "sentence");
            say(said, answer.object("status"));
            session.train(3);
            say(said, Answers.of(session.status()));
            say(said, Answers.of(session.check()), "text");
            session.optimizer("SGD", 1e6);
            session.train(50);
            say(said, Answers.of(session.status()));
            said.add(Task.of(lesson.task()).map(Task::next).orElse(""));
        }
        said.remove("");
        for (String lesson : List.of("decay", "rule")) {
            Mistakes.all()
                    .values()
                    .forEach(mistake -> mistake.apply(
                                    Example.of(lesson).orElseThrow().program())
                            .forEach(wrong -> mistaken(said, lesson, wrong)));
        }
        FROM_ELSEWHERE.forEach(line -> mistaken(said, "decay", line));
        assertThat(said).hasSizeGreaterThan(250);
        for (String language : others()) {
            Map<String, String> table = said(language);
            assertThat(said.stream()
                            .filter(sentence -> translated(sentence, table).isEmpty()))
                    .as(language)
                    .isSubsetOf(NAMES);
        }
    }

    private static void mistaken(Set<String> said, String lesson, String wrong) {
        Session session = new Session();
        session.example(lesson);
        Answers answer = Answers.of(session.lines(wrong));
        if (!answer.truth("ok")) {
            Answers error = answer.object("error");
            said.add(error.text("head"));
            if (!QUOTING.contains(error.text("head"))) {
                said.add(error.text("message"));
            }
            error.objects("remedies").forEach(remedy -> said.add(remedy.text("label")));
        }
    }

    private static void say(Set<String> said, Answers answer, String... names) {
        for (String name : names) {
            said.add(answer.text(name));
        }
        if (names.length == 0) {
            answer.list("eyebrow", 2).forEach(words -> said.add(String.valueOf(words)));
            said.add(answer.text("sentence"));
        }
    }

    private static Map<String, String> said(String language) {
        return entries(language).entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(SAID))
                .collect(Collectors.toMap(
                        entry -> entry.getKey().substring(SAID.length()),
                        Map.Entry::getValue,
                        (a, b) -> a,
                        LinkedHashMap::new));
    }

    /** What {@code inLanguage} of the page's {@code languages.js} makes of a sentence; empty if part of it stays English. */
    private static Optional<String> translated(String sentence, Map<String, String> table) {
        if (table.containsKey(sentence)) {
            return Optional.of(Objects.requireNonNull(table.get(sentence)));
        }
        Optional<String> whole = table.keySet().stream()
                .filter(key -> key.contains("{"))
                .sorted(Comparator.comparing(
                        (String key) -> -PLACE.matcher(key).replaceAll("").length()))
                .filter(key -> pattern(key).matcher(sentence).matches())
                .findFirst();
        if (whole.isPresent()) {
            return whole.filter(key -> placesAreTranslated(sentence, key, table));
        }
        Matcher border = Pattern.compile("[.?!] ").matcher(sentence);
        return border.find()
                ? translated(sentence.substring(0, border.start() + 1), table)
                        .flatMap(first -> translated(sentence.substring(border.end()), table)
                                .map(rest -> first + " " + rest))
                : Optional.of(sentence)
                        .filter(list -> list.contains(", ")
                                && Stream.of(list.split(", ", -1)).allMatch(table::containsKey));
    }

    private static boolean placesAreTranslated(String sentence, String key, Map<String, String> table) {
        Matcher found = pattern(key).matcher(sentence);
        List<String> names = new ArrayList<>();
        PLACE.matcher(key).results().forEach(place -> names.add(place.group(1)));
        return found.matches()
                && names.stream()
                        .filter(name -> name.startsWith("words"))
                        .map(name -> found.group(names.indexOf(name) + 1))
                        .allMatch(words -> words.startsWith("«")
                                || NAMES.contains(words)
                                || words.matches("[\\d ×(),]+|\\S+ is missing|[^\\w\\s]")
                                || translated(words, table).isPresent());
    }

    private static Pattern pattern(String key) {
        StringBuilder pattern = new StringBuilder();
        Matcher place = PLACE.matcher(key);
        int from = 0;
        while (place.find()) {
            pattern.append(Pattern.quote(key.substring(from, place.start())));
            pattern.append(
                    place.group(1).equals("count")
                            ? "([\\d.,]+)"
                            : place.group(1).equals("words") ? "(.+)" : "((?:(?![.?!] ).)+?)");
            from = place.end();
        }
        return Pattern.compile(pattern + Pattern.quote(key.substring(from)), Pattern.DOTALL);
    }
}
