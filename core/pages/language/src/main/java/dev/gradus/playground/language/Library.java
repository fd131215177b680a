package dev.gradus.playground.language;

import dev.gradus.playground.language.Dialect.Entry;
import dev.gradus.vocabulary.Entry.Results;
import dev.gradus.vocabulary.Family;
import dev.gradus.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The functions of the language: the {@link Vocabulary} as dialects change it, under our own names, NumPy's and PyTorch's.
 * Each is also a method of its first argument. A name that means something else in a library, in its part {@code linalg}, in
 * this library or as a method is entered a second time with a prefix: {@code torch.}, {@code np.linalg.}, {@code gradus.} or
 * {@code x.}.
 */
final class Library {
    private static final Map<String, List<Entry>> FAMILIES = new LinkedHashMap<>();
    private static final Map<String, Entry> BY_NAME = new LinkedHashMap<>();
    private static final Map<String, Set<Entry>> BY_LETTERS = new LinkedHashMap<>();

    static {
        for (Family family : Vocabulary.families()) {
            Map<String, Entry> entries = new LinkedHashMap<>();
            family.entries().stream()
                    .filter(function -> function.results() != Results.NONE)
                    .map(function -> Entry.of(function.names(), function))
                    .forEach(entry -> entries.put(entry.name(), entry));
            dialects()
                    .forEach(dialect -> dialect.families()
                            .getOrDefault(family.title(), List.of())
                            .forEach(entry -> entries.put(entry.name(), entry)));
            FAMILIES.put(family.title(), List.copyOf(entries.values()));
            entries.values().forEach(Library::add);
        }
        FAMILIES.values().removeIf(List::isEmpty);
    }

    private static List<Dialect> dialects() {
        return List.of(
                new ElementDialect(), new AxisDialect(), new OrderDialect(), new ShapeDialect(), new MatrixDialect());
    }

    /** All functions by the title of their family. */
    static Map<String, List<Entry>> families() {
        return FAMILIES;
    }

    private Library() {}

    private static void add(Entry entry) {
        for (String name : entry.names()) {
            BY_NAME.put(name, entry);
            BY_LETTERS
                    .computeIfAbsent(letters(name), key -> new LinkedHashSet<>())
                    .add(entry);
        }
    }

    /** A name in lower case without underscores, which {@code logSumExp} and {@code log_sum_exp} have in common. */
    static String letters(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    /**
     * Finds a function by its name. A name with the prefix of this library takes precedence over the plain name; if there
     * is neither, so does the only function whose name differs in capitals and underscores alone.
     */
    static Optional<Entry> find(String library, String name) {
        Entry own = BY_NAME.get(library + "." + name);
        Entry exact = own != null ? own : BY_NAME.get(name);
        if (exact != null) {
            return Optional.of(exact);
        }
        Set<Entry> alike = BY_LETTERS.getOrDefault(letters(name), Set.of());
        return alike.size() == 1 ? Optional.of(alike.iterator().next()) : Optional.empty();
    }

    /** All names. */
    static List<String> names() {
        return new ArrayList<>(BY_NAME.keySet());
    }
}
