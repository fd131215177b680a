package dev.gradus.explorer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** All words of a page in one language: a file of {@code page/texts}, an entry on each line. */
final class PageTexts {
    /** The languages that there is a file of. */
    static final List<String> LANGUAGES = List.of("en", "de", "fr");

    private static final Pattern ENTRY =
            Pattern.compile("^ *(\"(?:[^\"\\\\]|\\\\.)*\"): (\"(?:[^\"\\\\]|\\\\.)*\"),?$", Pattern.MULTILINE);

    /** An entry about one op, or about products of matrices, which several ops are. */
    private static final Pattern OF_AN_OP =
            Pattern.compile("(?:op|say (?:forward|factor|result)) (\\p{Lu}\\w*).*", Pattern.DOTALL);

    private static final String PRODUCTS = "MatMul";

    /** Parts that only some pages have; the first word of their entries. */
    private static final Set<String> PARTS = Set.of("film", "worksheet", "note", "picture", "source");

    /** Texts by key, both as they stand between quotes in JSON. */
    private final Map<String, String> entries = new LinkedHashMap<>();

    private final String language;

    private PageTexts(String language, String json) {
        this.language = language;
        add(json);
    }

    private void add(String json) {
        Matcher entry = ENTRY.matcher(json);
        while (entry.find()) {
            entries.put(entry.group(1), entry.group(2));
        }
    }

    /**
     * The texts of a language.
     *
     * @throws IllegalArgumentException if there is no file of this language
     */
    static PageTexts in(String language) {
        if (!LANGUAGES.contains(language)) {
            throw new IllegalArgumentException("Explorer: there are no texts in '" + language + "'; there are texts in "
                    + String.join(", ", LANGUAGES));
        }
        return new PageTexts(language, PageParts.file("texts/" + language + ".json"));
    }

    /** All words of a language, and more words that replace them, as a JSON object. */
    static String words(String language, String more) {
        PageTexts texts = LANGUAGES.contains(language) ? in(language) : new PageTexts(language, "");
        texts.add(more);
        return texts.object(op -> true, Set.of());
    }

    String language() {
        return language;
    }

    /** A text for Java: none that is asked for here has a sign that JSON escapes. */
    String text(String key) {
        String quoted = Objects.requireNonNull(entries.get('"' + key + '"'), key);
        return quoted.substring(1, quoted.length() - 1);
    }

    /** The page's table, without words of ops and parts that a page has not. */
    String script(Set<String> ops, Set<String> parts) {
        return "const TEXTS = " + object(ops::contains, parts) + ";\n";
    }

    private String object(Predicate<String> hasOp, Set<String> parts) {
        return entries.entrySet().stream()
                .filter(entry -> isNeeded(entry.getKey().replace("\"", ""), hasOp, parts))
                .map(entry -> entry.getKey() + ":" + entry.getValue())
                .collect(Collectors.joining(",\n", "{\n", "\n}"));
    }

    private static boolean isNeeded(String key, Predicate<String> hasOp, Set<String> parts) {
        Matcher ofAnOp = OF_AN_OP.matcher(key);
        if (ofAnOp.matches()) {
            return hasOp.test(ofAnOp.group(1)) || ofAnOp.group(1).equals(PRODUCTS);
        }
        String part = key.contains("loop") && !key.startsWith("address") ? "loop" : key.split(" ", 2)[0];
        return !part.equals("loop") && !PARTS.contains(part) || parts.contains(part);
    }
}
