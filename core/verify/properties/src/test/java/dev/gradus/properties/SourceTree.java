package dev.gradus.properties;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The sources of this build. */
final class SourceTree {
    static final Path ROOT = root();

    private SourceTree() {}

    /** The folders of all modules, those of groups included: every folder of core and examples that has a pom. */
    static List<Path> modules() throws IOException {
        List<Path> modules = new ArrayList<>();
        for (String folder : List.of("core", "examples")) {
            try (Stream<Path> folders = Files.walk(ROOT.resolve(folder), folder.equals("core") ? 2 : 1)) {
                folders.filter(module -> Files.exists(module.resolve("pom.xml")))
                        .sorted()
                        .forEach(modules::add);
            }
        }
        return modules;
    }

    /** The folder of a module, which has the name of its artifact without "gradus-". */
    static Path module(String name) throws IOException {
        return modules().stream()
                .filter(module -> module.endsWith(name))
                .findFirst()
                .orElseThrow();
    }

    /** The nearest folder above this module that has Maven's settings. */
    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        Path folder = here;
        while (!Files.isDirectory(folder.resolve(".mvn"))) {
            folder = Objects.requireNonNull(folder.getParent(), "no folder above this one has .mvn");
        }
        return here.relativize(folder);
    }
}
