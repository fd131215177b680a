package dev.gradus.playground.language;

import dev.gradus.playground.language.FunctionTable.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The functions of the language, under this library's own names and those of NumPy and PyTorch. Each is also a method of
 * its first argument. A name that means something else in a library, in its part {@code linalg}, in this library or as a method is
 * entered a second time with a prefix: {@code torch.}, {@code np.linalg.}, {@code gradus.} or {@code x.}.
 */
final class Library {
    private static final Map<String, List<Entry>> FAMILIES = new LinkedHashMap<>();
    private static final Map<String, Entry> BY_NAME = new LinkedHashMap<>();
    private static final Map<String, Set<Entry>> BY_LETTERS = new LinkedHashMap<>();

    static {
        family("Functions of each element", new ElementwiseTable());
        family("Activations", new ActivationTable());
        family("Losses", new LossTable());
        family("Along axes", new ReductionTable());
        family("Sorting and scans", new OrderTable());
        family("Shapes", new MoveTable());
        family("Indices", new IndexingTable());
        family("Matrices", new LinearAlgebraTable());
        family("Layers", new LayerTable());
        family("Comparisons", new ComparisonTable());
    }

    private static void family(String title, FunctionTable table) {
        FAMILIES.put(title, List.copyOf(table.entries()));
        table.entries().forEach(Library::add);
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
