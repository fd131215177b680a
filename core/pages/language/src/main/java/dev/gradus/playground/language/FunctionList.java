package dev.gradus.playground.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The functions that can be typed, for a page that lists them. */
public final class FunctionList {
    private FunctionList() {}

    /** Functions that belong together. */
    public record Family(String title, List<Item> functions) {}

    /**
     * A function.
     *
     * @param names this library's own name first, without the prefixes of other libraries
     * @param arguments their names, separated by commas
     */
    public record Item(List<String> names, String arguments) {}

    /** All families; those that draw initial weights come first. */
    public static List<Family> all() {
        List<Family> families = new ArrayList<>();
        families.add(new Family("Initial weights", initialValues()));
        Library.families()
                .forEach((title, entries) -> families.add(new Family(
                        title,
                        entries.stream()
                                .filter(entry -> !entry.name().contains("."))
                                .map(entry -> new Item(
                                        entry.names().stream()
                                                .filter(name -> !name.contains("."))
                                                .toList(),
                                        commas(entry.parameters())))
                                .toList())));
        return families;
    }

    private static List<Item> initialValues() {
        return InitialValues.groups().stream()
                .map(names -> new Item(names, commas(Arrays.asList(InitialValues.parameters(names.get(0))))))
                .toList();
    }

    private static String commas(List<String> parameters) {
        return String.join(", ", parameters).replace("*", ", …");
    }
}
