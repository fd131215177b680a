package dev.gradus.file;

import java.util.Collection;
import java.util.List;

/** Makes arbitrary names from files printable. */
public final class EntryNames {
    private static final int SHOWN = 10;
    private static final int SHOWN_LENGTH = 60;

    private EntryNames() {}

    /**
     * Returns a name, or the beginning of a long one, without invisible characters and controls of the writing direction.
     */
    public static String shown(String name) {
        String start = name.length() <= SHOWN_LENGTH ? name : name.substring(0, SHOWN_LENGTH) + "…";
        return start.replaceAll("\\p{C}", "?");
    }

    static List<String> shown(Collection<String> names) {
        return names.stream().map(EntryNames::shown).toList();
    }

    /** Describes, after the file's name, that the file contains none of this name, and which ones it contains. */
    static String notAmong(String name, Collection<String> names) {
        return " does not contain " + shown(name) + "; it contains "
                + (names.isEmpty() ? "nothing" : listed(shown(names)));
    }

    static String listed(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        return names.size() <= SHOWN ? first : first + " and " + (names.size() - SHOWN) + " more";
    }
}
