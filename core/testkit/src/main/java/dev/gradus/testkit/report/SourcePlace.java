package dev.gradus.testkit.report;

import dev.gradus.testkit.domain.ClassFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A line of the source code, for editors and for annotations of a pull request.
 *
 * @param file the path from the root of the repository with {@code /} between folders, or, if the file is not below the
 * working directory, the path that its package suggests
 * @param line the line, counted from 1
 */
public record SourcePlace(String file, int line) {
    private static final Path SOURCES = Path.of("src");

    /** A line of a stack trace. */
    public static Optional<SourcePlace> of(String className, String fileName, int line) {
        String folder = className.contains(".")
                ? className.substring(0, className.lastIndexOf('.') + 1).replace('.', '/')
                : "";
        return Optional.ofNullable(fileName)
                .filter(name -> !name.isEmpty() && line > 0)
                .map(name -> new SourcePlace(fromRoot(folder + name), line));
    }

    /**
     * The first line of the first of these methods that the class declares, or of the whole class if it declares none. It
     * is unknown if the class file tells no lines or cannot be read, as that of a lambda.
     */
    public static Optional<SourcePlace> of(Class<?> type, List<String> methods) {
        return ClassFile.of(type).flatMap(file -> of(type.getName(), file.source(), file.line(methods)));
    }

    /** The path from the root of the repository, if the file is found below the working directory. */
    private static String fromRoot(String path) {
        Path here = Path.of("").toAbsolutePath();
        try (Stream<Path> all = Files.isDirectory(SOURCES) ? Files.walk(SOURCES) : Stream.empty()) {
            return all.filter(file -> file.endsWith(path))
                    .sorted()
                    .map(file -> root(here).relativize(here.resolve(file)).toString())
                    .map(file -> file.replace('\\', '/'))
                    .findFirst()
                    .orElse(path);
        } catch (IOException | UncheckedIOException unreadable) {
            return path;
        }
    }

    /** The folder of the repository, or the working directory if that is in none. */
    private static Path root(Path here) {
        return Stream.<Path>iterate(here, folder -> folder != null, Path::getParent)
                .filter(folder -> Files.exists(folder.resolve(".git")))
                .findFirst()
                .orElse(here);
    }
}
