package dev.gradus.run;

import dev.gradus.node.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How parameters are called in files, and how names from files, which may be anything, are shown. */
final class EntryNames {
    /** What the name of an array in an npz file ends with. */
    static final String SUFFIX = ".npy";

    private static final int LONGEST_NAME = 1000;
    private static final int SHOWN = 10;
    private static final int SHOWN_LENGTH = 60;

    private EntryNames() {}

    /**
     * The parameters by the names of their entries.
     *
     * @throws IllegalStateException if two would have the same, or one cannot be in a file
     */
    static Map<String, Parameter> byEntry(Parameters parameters) {
        Map<String, Parameter> byEntry = new LinkedHashMap<>();
        for (Parameter parameter : parameters.all()) {
            String label = parameter.label();
            if (label.length() > LONGEST_NAME) {
                throw new IllegalStateException("Parameters: " + shown(label) + " cannot be a name in a file;"
                        + " names in files have at most " + LONGEST_NAME + " characters");
            }
            Optional<Parameter> other = Optional.ofNullable(byEntry.put(label + SUFFIX, parameter));
            if (other.isPresent()) {
                throw new IllegalStateException("Parameters: two are named '" + label + "': "
                        + other.get().describe() + " and " + parameter.describe()
                        + "; a file tells them apart by name, so give one of them another");
            }
        }
        return byEntry;
    }

    /** A name, or its beginning, without what is not seen or moves what is. */
    static String shown(String name) {
        String start = name.length() <= SHOWN_LENGTH ? name : name.substring(0, SHOWN_LENGTH) + "…";
        return start.replaceAll("\\p{C}", "?");
    }

    /** The first few of a list. */
    static String listed(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        return names.size() <= SHOWN ? first : first + " and " + (names.size() - SHOWN) + " more";
    }
}
