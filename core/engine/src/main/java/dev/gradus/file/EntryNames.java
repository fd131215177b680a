package dev.gradus.file;

import java.util.Collection;
import java.util.List;

/** Makes names from files, which may be anything, fit to be shown. */
public final class EntryNames {
    private static final int SHOWN = 10;
    private static final int SHOWN_LENGTH = 60;

    private EntryNames() {}

    /** A name, or its beginning, without invisible characters and those that move others. */
    public static String shown(String name) {
        String start = name.length() <= SHOWN_LENGTH ? name : name.substring(0, SHOWN_LENGTH) + "…";
        return start.replaceAll("\\p{C}", "?");
    }

    static List<String> shown(Collection<String> names) {
        return names.stream().map(EntryNames::shown).toList();
    }

    /** That a file holds none of this name, but those; continues from the file's. */
    static String notAmong(String name, Collection<String> names) {
        return " holds no " + shown(name) + ", but " + (names.isEmpty() ? "nothing" : listed(shown(names)));
    }

    static String listed(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        return names.size() <= SHOWN ? first : first + " and " + (names.size() - SHOWN) + " more";
    }
}
