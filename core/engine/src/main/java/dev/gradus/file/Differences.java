package dev.gradus.file;

import dev.gradus.tensor.FileFormatException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collects the differences between the arrays of a file and the wanted ones, so that one message reports all. */
final class Differences {
    private final List<String> missing = new ArrayList<>();
    private final List<String> shapes = new ArrayList<>();

    void missing(NamedArray wanted) {
        missing.add(wanted.description());
    }

    void ofShape(NamedArray wanted, String sizes) {
        shapes.add(wanted.description() + " is (" + EntryNames.shown(sizes) + ") there");
    }

    /**
     * Throws if there are any differences.
     *
     * @param what the kind of arrays, for the message
     * @param unexpected the names of the arrays that are not wanted
     * @throws FileFormatException if there are any
     */
    void requireNone(Path file, String what, Collection<String> unexpected) throws FileFormatException {
        if (!missing.isEmpty() || !unexpected.isEmpty() || !shapes.isEmpty()) {
            throw new FileFormatException(file + " does not contain these " + what + ":" + line("missing", missing)
                    + line("unexpected", EntryNames.shown(unexpected)) + line("of another shape", shapes));
        }
    }

    private static String line(String what, List<String> items) {
        return items.isEmpty() ? "" : "\n  " + what + ": " + EntryNames.listed(items);
    }
}
