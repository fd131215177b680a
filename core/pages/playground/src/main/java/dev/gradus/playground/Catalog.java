package dev.gradus.playground;

import dev.gradus.playground.data.DataSets;
import dev.gradus.playground.language.FunctionList;
import dev.gradus.playground.link.Example;
import dev.gradus.tensor.Json;

/** What the page offers to choose from, as JSON. */
public final class Catalog {
    private Catalog() {}

    /** The available data sets. */
    public static String sources() {
        return Json.of(DataSets.all().stream()
                .map(source -> Json.object("name", source.name(), "title", source.title(), "about", source.about()))
                .toList());
    }

    /** The functions that can be typed, by family. */
    public static String functions() {
        return Json.of(FunctionList.all().stream()
                .map(family -> Json.object(
                        "title",
                        family.title(),
                        "functions",
                        family.functions().stream()
                                .map(one -> Json.object("names", one.names(), "arguments", one.arguments()))
                                .toList()))
                .toList());
    }

    /** The lessons. */
    public static String examples() {
        return Json.of(Example.all().stream()
                .map(example -> Json.object(
                        "name", example.name(),
                        "title", example.title(),
                        "about", example.about(),
                        "see", example.see(),
                        "source", example.source(),
                        "task", example.task()))
                .toList());
    }
}
