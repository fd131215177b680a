package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sources of this build. */
final class SourceTree {
    static final Path ROOT = Path.of("..");

    private SourceTree() {}

    /** The version of all modules. */
    static String version() throws IOException {
        return version("gradus-parent");
    }

    /** The version of a plugin. */
    static String version(String plugin) throws IOException {
        return first("<artifactId>" + plugin + "</artifactId>\\s*<version>([^<]+)");
    }

    /** What a pattern finds first in the root's pom, which has the plugins, or in that of core, which has the libraries. */
    static String first(String pattern) throws IOException {
        Matcher found = Pattern.compile(pattern)
                .matcher(Files.readString(ROOT.resolve("pom.xml")) + Files.readString(ROOT.resolve("core/pom.xml")));
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }

    /** Copies them to a new folder, as a fresh clone has them. */
    static Path copy(Path folder) throws IOException {
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                String last = directory.getFileName().toString();
                if (last.equals("target") || last.equals(".git")) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(folder.resolve(ROOT.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile() && !file.endsWith(".git")) {
                    Files.copy(file, folder.resolve(ROOT.relativize(file)));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return folder;
    }
}
